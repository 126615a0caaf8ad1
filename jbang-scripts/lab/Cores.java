package lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lab.measure.Interval;
import lab.measure.Statistics;
import lab.system.Affinity;
import lab.system.Relay;
import lab.system.RelayProgram;
import lab.view.Line;
import lab.view.Rows;
import tech.tablesaw.api.Table;

/// Pinning to cores in a lab, where the platform can, and what it costs to switch between threads.
///
/// @param lab where it is done
/// @param affinity the means to pin threads; empty where there are none
public record Cores(Lab lab, Optional<Affinity> affinity) {
    /// With the means that this platform has.
    public Cores(Lab lab) {
        this(lab, Affinity.here());
    }

    /// Whether threads can be pinned here.
    public boolean canPin() {
        return affinity.isPresent();
    }

    /// The processors to pin to: as many of those that this thread may use as the lab has cores.
    /// Empty if threads cannot be pinned.
    public List<Integer> processors() {
        return affinity.map(means -> means.allowed().stream().limit(lab.cores()).toList())
                .orElse(List.of());
    }

    /// How many processors the body of [#onOne] gets: one, or all if threads cannot be pinned.
    public int room() {
        return canPin() ? 1 : lab.cores();
    }

    /// Where the body of [#onOne] runs, in words: `one core`, or `any of 8 cores`.
    public String where() {
        return room() == 1 ? "one core" : "any of %d cores".formatted(room());
    }

    /// What can be done here, in a sentence.
    public String line() {
        if (!canPin())
            return "threads cannot be pinned: %s; what follows uses %s"
                    .formatted(
                            Affinity.problem(),
                            lab.cores() == 1 ? "the one core" : "all " + lab.cores() + " cores");
        var processors = processors();
        return processors.size() == 1
                ? "threads can be pinned, and there is one processor: " + processors.getFirst()
                : "threads can be pinned to each of %d processors: %s"
                        .formatted(
                                processors.size(),
                                processors.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")));
    }

    /// Runs the body, and the threads that it starts, on one processor; on all, if threads cannot
    /// be pinned. Stop stops it.
    ///
    /// @throws Exception whatever the body throws
    public <T> T onOne(Callable<T> body) throws Exception {
        return canPin()
                ? lab.run(() -> affinity.get().on(List.of(processors().getLast()), body))
                : lab.run(body);
    }

    /// Makes platform threads that pin themselves: in turn to so many processors, or to none if
    /// threads cannot be pinned.
    ///
    /// @throws IllegalArgumentException if there are fewer processors
    public ThreadFactory threadsOn(int count) {
        if (!canPin()) return Thread.ofPlatform().factory();
        var processors = processors();
        if (count < 1 || count > processors.size())
            throw new IllegalArgumentException(
                    "there are %d processors, not %d".formatted(processors.size(), count));
        var made = new AtomicInteger();
        return body -> {
            int last = processors.size() - 1;
            var own = List.of(processors.get(last - made.getAndIncrement() % count));
            return Thread.ofPlatform().unstarted(() -> pinned(own, body));
        };
    }

    private void pinned(List<Integer> processors, Runnable body) {
        try {
            affinity.orElseThrow().on(processors, Executors.callable(body));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Threads that pass a baton in a ring.
    ///
    /// @param name what a table calls them
    /// @param runners how many they are
    /// @param threads makes them
    public record Team(String name, int runners, ThreadFactory threads) {}

    /// What was measured of a team.
    ///
    /// @param name the team's
    /// @param runners how many they were
    /// @param runs a relay for each round
    public record Passing(String name, int runners, List<Relay.Run> runs) {
        /// Elapsed time for a pass, in nanoseconds: the median of the rounds.
        public Interval nanos() {
            return Statistics.medianInterval(
                    runs.stream().mapToDouble(Relay.Run::nanosPerPass).toArray());
        }

        /// Context switches for a pass, by the kernel's account: the median of the rounds; NaN if
        /// the kernel gives none.
        public double switches() {
            return Statistics.median(
                    runs.stream()
                            .mapToDouble(run ->
                                    run.switches().isPresent()
                                            ? (double) run.switches().getAsLong() / run.passes()
                                            : Double.NaN)
                            .toArray());
        }

        /// How many times as fast as another team, round by round.
        public Interval timesAsFastAs(Passing slower) {
            return Statistics.medianInterval(
                    IntStream.range(0, Math.min(runs.size(), slower.runs.size()))
                            .mapToDouble(round ->
                                    slower.runs.get(round).nanosPerPass()
                                            / runs.get(round).nanosPerPass())
                            .toArray());
        }

        /// Whether every relay counted so many passes.
        public boolean counted(long passes) {
            return runs.stream().allMatch(run -> run.passes() == passes);
        }
    }

    /// Has every team run a relay in each round, and one more before, to warm up.
    ///
    /// @param passes how often the baton changes hands in each relay
    public List<Passing> relays(List<Team> teams, long passes) throws Exception {
        return lab.run(() -> {
            var runs = new ArrayList<List<Relay.Run>>();
            for (var team : teams) runs.add(new ArrayList<>());
            for (int round = -1; round < rounds(); round++)
                for (int t = 0; t < teams.size(); t++) {
                    var team = teams.get(t);
                    var run = Relay.run(team.runners(), passes, team.threads(), lab.cancellation());
                    if (round >= 0) runs.get(t).add(run);
                }
            return IntStream.range(0, teams.size())
                    .mapToObj(t ->
                            new Passing(teams.get(t).name(), teams.get(t).runners(), runs.get(t)))
                    .toList();
        });
    }

    /// Relays on one processor, in a JVM of their own whose virtual threads share one carrier;
    /// anywhere, if threads cannot be pinned. For each number of runners there is a team of
    /// platform threads and one of virtual threads.
    public List<Passing> relaysInOwnJvm(List<Integer> runners, long passes) throws Exception {
        var processor = canPin() ? Optional.of(processors().getLast()) : Optional.<Integer>empty();
        var lines = lab.run(() -> RelayProgram.run(processor, passes, rounds(), runners));
        var passings = new ArrayList<Passing>();
        for (boolean virtual : List.of(false, true))
            for (int number : runners)
                passings.add(
                        new Passing(
                                virtual ? "virtual threads" : "platform threads",
                                number,
                                lines.stream()
                                        .filter(l -> l.virtual() == virtual)
                                        .filter(l -> l.runners() == number)
                                        .map(RelayProgram.Line::run)
                                        .toList()));
        return passings;
    }

    /// What a pass took, and how many context switches, as a table.
    public Table table(String title, List<Passing> passings) {
        return Rows.table(
                title,
                List.of("who", "threads", "ns a pass", "from", "to", "switches a pass"),
                passings.stream()
                        .map(team ->
                                List.of(
                                        team.name(),
                                        team.runners(),
                                        team.nanos().estimate(),
                                        team.nanos().low(),
                                        team.nanos().high(),
                                        team.switches()))
                        .toList());
    }

    /// What a pass took against the number of threads, a line for each kind of team.
    ///
    /// @param passings in ascending order of the threads for each kind
    public List<Line> lines(List<Passing> passings) {
        return passings.stream()
                .map(Passing::name)
                .distinct()
                .map(name -> {
                    var teams = passings.stream().filter(p -> p.name().equals(name)).toList();
                    return new Line(
                            name,
                            teams.stream().mapToDouble(Passing::runners).toArray(),
                            teams.stream().map(Passing::nanos).toList());
                })
                .toList();
    }

    private int rounds() {
        return switch (lab.size()) {
            case QUICK -> 7;
            case STANDARD -> 15;
            case FULL -> 31;
        };
    }
}
