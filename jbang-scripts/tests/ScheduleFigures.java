package tests;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import lab.schedule.Job;
import lab.schedule.Policy;
import lab.schedule.Schedule;
import lab.schedule.Simulation;

/// A schedule in the form in which books print it.
final class ScheduleFigures {
    private ScheduleFigures() {}

    static Schedule run(Policy policy, List<Job> jobs) {
        return Simulation.run(jobs, policy);
    }

    /// Who ran from when to when, as the bars of a Gantt chart: `P1 0 to 24, P2 24 to 27`.
    static String gantt(Schedule schedule) {
        return schedule.runs().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    static List<Double> figures(double... values) {
        return DoubleStream.of(values).boxed().toList();
    }
}
