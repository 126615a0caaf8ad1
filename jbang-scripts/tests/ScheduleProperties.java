package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lab.schedule.Job;
import lab.schedule.Policy;
import lab.schedule.Processors;
import lab.schedule.Simulation;
import lab.schedule.Slice;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// What holds of every schedule, whatever the jobs and the policy.
class ScheduleProperties {
    private static final double CLOSE = 1e-6;

    @Provide
    Arbitrary<List<Job>> loads() {
        var bursts = Arbitraries.of(1.0, 2.0, 3.0, 0.5, 7.0, 12.0);
        var job =
                Combinators.combine(
                                Arbitraries.integers().between(0, 20),
                                Arbitraries.oneOf(
                                        bursts.list().ofSize(1),
                                        bursts.list().ofSize(1),
                                        bursts.list().ofSize(3)),
                                Arbitraries.integers().between(0, 4))
                        .as((at, parts, priority) -> new Job("j", at, parts, priority));
        return job.list().ofMinSize(1).ofMaxSize(9).map(ScheduleProperties::named);
    }

    @Provide
    Arbitrary<List<Job>> computing() {
        return loads().map(jobs ->
                jobs.stream()
                        .map(j ->
                                new Job(j.name(), j.arrival(), j.bursts().getFirst(), j.priority()))
                        .toList());
    }

    private static List<Job> named(List<Job> jobs) {
        return IntStream.range(0, jobs.size())
                .mapToObj(i -> {
                    var job = jobs.get(i);
                    return new Job("J" + i, job.arrival(), job.bursts(), job.priority());
                })
                .toList();
    }

    @Provide
    Arbitrary<Policy> policies() {
        Policy ratio = task -> -(task.waited() + task.burst()) / task.burst();
        return Arbitraries.of(
                Policy.firstComeFirstServed(),
                Policy.shortestJobFirst(),
                Policy.shortestRemainingTimeFirst(),
                Policy.roundRobin(1),
                Policy.roundRobin(2.5),
                Policy.priority(),
                Policy.priority().preemptive(),
                Policy.priority().preemptive().withQuantum(2).withAgeing(3),
                Policy.priority().withAgeing(0.5),
                Policy.multilevelFeedback(10, 1, 2, 4),
                Policy.multilevelFeedback(Double.POSITIVE_INFINITY, 3, 6),
                ratio);
    }

    @Provide
    Arbitrary<Processors> machines() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4), Arbitraries.of(0.0, 0.0, 0.25, 2.0))
                .as((count, cost) -> Processors.of(count).withSwitchCost(cost));
    }

    private static boolean overlap(Slice a, Slice b) {
        return a.from() < b.to() && b.from() < a.to();
    }

    @Property(tries = 400)
    void everyJobGetsItsWorkNoMoreAndNoLess(
            @ForAll("loads") List<Job> jobs,
            @ForAll("policies") Policy policy,
            @ForAll("machines") Processors machine) {
        var schedule = Simulation.run(jobs, policy, machine);
        for (var job : jobs) {
            assertEquals(job.work(), schedule.ran(job.name()), CLOSE);
            var fate = schedule.of(job.name());
            assertEquals(fate.turnaround() - job.work() - job.deviceTime(), fate.waiting(), CLOSE);
            assertTrue(fate.start() >= job.arrival());
        }
    }

    @Property(tries = 400)
    void noJobRunsTwiceAtOnceAndNoProcessorDoesTwoThings(
            @ForAll("loads") List<Job> jobs,
            @ForAll("policies") Policy policy,
            @ForAll("machines") Processors machine) {
        var slices = new ArrayList<>(Simulation.run(jobs, policy, machine).slices());
        for (int i = 0; i < slices.size(); i++)
            for (int k = 0; k < i; k++) {
                var a = slices.get(i);
                var b = slices.get(k);
                if (a.processor() == b.processor() || a.job().equals(b.job()))
                    assertTrue(!overlap(a, b), a + " and " + b);
            }
    }

    /// Between two events nothing changes, so it is enough to look in the middle of each interval.
    @Property(tries = 400)
    void noProcessorIsIdleWhileAJobIsReady(
            @ForAll("computing") List<Job> jobs,
            @ForAll("policies") Policy policy,
            @ForAll("machines") Processors machine) {
        var schedule = Simulation.run(jobs, policy, machine);
        var moments = new java.util.TreeSet<Double>();
        schedule.slices().forEach(s -> moments.addAll(List.of(s.from(), s.to())));
        jobs.forEach(job -> moments.add(job.arrival()));
        double before = Double.NaN;
        for (double moment : moments) {
            double middle = (before + moment) / 2;
            before = moment;
            long busy =
                    schedule.slices().stream()
                            .filter(s -> s.from() < middle && middle < s.to())
                            .count();
            long present =
                    schedule.fates().stream()
                            .filter(f -> f.job().arrival() < middle && middle < f.finish())
                            .count();
            if (middle > 0) assertEquals(Math.min(machine.count(), present), busy, "at " + middle);
        }
    }

    @Property(tries = 400)
    void onOneProcessorNobodyWaitsLessOnAverageThanUnderShortestRemainingTimeFirst(
            @ForAll("computing") List<Job> jobs, @ForAll("policies") Policy policy) {
        double least = Simulation.run(jobs, Policy.shortestRemainingTimeFirst()).meanWaiting();
        double waiting = Simulation.run(jobs, policy).meanWaiting();
        assertTrue(waiting >= least - CLOSE, policy.name() + ": " + waiting + " < " + least);
    }

    @Property(tries = 200)
    void roundRobinWithAHugeQuantumIsFirstComeFirstServed(
            @ForAll("loads") List<Job> jobs, @ForAll("machines") Processors machine) {
        assertEquals(
                Simulation.run(jobs, Policy.firstComeFirstServed(), machine).slices(),
                Simulation.run(jobs, Policy.roundRobin(1e6), machine).slices());
    }

    @Property(tries = 200)
    void withAProcessorForEveryJobNobodyWaits(
            @ForAll("loads") List<Job> jobs, @ForAll("policies") Policy policy) {
        var schedule = Simulation.run(jobs, policy, Processors.of(jobs.size()));
        assertEquals(0, schedule.meanWaiting(), CLOSE);
        assertEquals(1, schedule.fairness(), CLOSE);
    }

    @Property(tries = 200)
    void theFiguresStayWithinTheirBounds(
            @ForAll("loads") List<Job> jobs,
            @ForAll("policies") Policy policy,
            @ForAll("machines") Processors machine) {
        var schedule = Simulation.run(jobs, policy, machine);
        assertTrue(schedule.utilisation() > 0);
        assertTrue(schedule.utilisation() + schedule.overhead() <= 1 + CLOSE);
        assertTrue(schedule.fairness() <= 1 + CLOSE);
        assertTrue(schedule.fairness() >= 1.0 / jobs.size() - CLOSE);
    }

    @Property(tries = 100)
    void theSameJobsGiveTheSameSchedule(
            @ForAll("loads") List<Job> jobs,
            @ForAll("policies") Policy policy,
            @ForAll @IntRange(min = 1, max = 3) int count) {
        assertEquals(
                Simulation.run(jobs, policy, Processors.of(count)),
                Simulation.run(jobs, policy, Processors.of(count)));
    }
}
