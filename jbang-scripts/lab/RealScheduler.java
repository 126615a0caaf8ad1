package lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import lab.measure.Statistics;
import lab.schedule.Job;
import lab.schedule.Schedule;
import lab.view.Figure;

/// What the scheduler of this machine makes of jobs: real threads on one processor, where threads
/// can be pinned, else on all.
///
/// @param lab where they run
/// @param cores pins them
public record RealScheduler(Lab lab, Cores cores) {
    private static final double SHORTEST_TURN = 0.1;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    /// With the means that this platform has.
    public RealScheduler(Lab lab) {
        this(lab, new Cores(lab));
    }

    /// How many processors the jobs share.
    public int processors() {
        return cores.room();
    }

    /// Which scheduler it is, in a sentence.
    public String line() {
        return described(System.getProperty("os.name"), System.getProperty("os.version"))
                + "; "
                + cores.line();
    }

    /// What the scheduler of a system is, unless someone chose another.
    public static String described(String system, String version) {
        var name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("linux")) {
            var number = VERSION.matcher(version);
            boolean known = number.matches();
            int major = known ? Integer.parseInt(number.group(1)) : 0;
            int minor = known ? Integer.parseInt(number.group(2)) : 0;
            var kernel = known ? "Linux %d.%d".formatted(major, minor) : "Linux";
            return major > 6 || major == 6 && minor >= 6
                    ? kernel + ": EEVDF, earliest eligible virtual deadline first"
                    : kernel + ": CFS, the completely fair scheduler";
        }
        if (name.startsWith("windows")) return system + ": priority levels, in turns within each";
        if (name.startsWith("mac")) return system + ": priorities that fall with use";
        return system + ": a scheduler that this library knows nothing of";
    }

    /// Runs the jobs as threads, so many times: see [RealJobs].
    ///
    /// @return a schedule for each run
    /// @throws Exception if the calling thread is interrupted
    public List<Schedule> run(List<Job> jobs, int times) throws Exception {
        var runs = new ArrayList<Schedule>();
        for (int i = 0; i < times; i++)
            runs.add(cores.onOne(() -> RealJobs.run(jobs, processors(), lab.cancellation())));
        return List.copyOf(runs);
    }

    /// Of several runs the one that ended first: the one that other programs disturbed least.
    public Schedule leastDisturbed(List<Schedule> runs) {
        return runs.stream().min(Comparator.comparingDouble(Schedule::end)).orElseThrow();
    }

    /// A Gantt chart of a run, with a lane for each job.
    ///
    /// @param name the stem of the files
    public Figure gantt(String name, String title, Schedule run) {
        var caption =
                "One run: each job noted itself when it had a processor. A single run is an"
                        + " example, not a measurement. "
                        + lab.machine().line()
                        + ".";
        return Schedules.gantt(name, title, run, caption);
    }

    /// A Gantt chart with a lane for a run on one processor, and one for each simulation beside it.
    ///
    /// @param name the stem of the files
    /// @param schedules the run, then what was simulated
    public Figure sideBySide(String name, String title, List<Schedule> schedules) {
        var caption =
                "The first lane is one run, on "
                        + lab.machine().line()
                        + "; the others are simulated.";
        return Schedules.sideBySide(name, title, schedules, caption);
    }

    /// How long the turns were that the scheduler cut short, in milliseconds: their median; NaN if
    /// it cut none short. Those of less than a tenth of a millisecond do not count: a thread cannot
    /// tell them from an interrupt.
    public double turn(List<Schedule> runs) {
        var lengths = new ArrayList<Double>();
        for (var run : runs)
            for (var slice : run.slices())
                if (slice.length() >= SHORTEST_TURN
                        && slice.to() < run.of(slice.job().name()).finish())
                    lengths.add(slice.length());
        return lengths.isEmpty()
                ? Double.NaN
                : Statistics.median(lengths.stream().mapToDouble(l -> l).toArray());
    }

    /// How much the turnaround times of the jobs differ between two schedules, on average, in
    /// percent of the time that all jobs took. So a run in which other programs had half of the
    /// processor can be compared with one in which they had nothing.
    public double difference(Schedule one, Schedule other) {
        return one.fates().stream()
                .map(fate -> fate.job().name())
                .mapToDouble(job -> Math.abs(share(one, job) - share(other, job)))
                .average()
                .orElseThrow();
    }

    private static double share(Schedule schedule, String job) {
        return 100 * schedule.of(job).turnaround() / (schedule.end() - schedule.begin());
    }
}
