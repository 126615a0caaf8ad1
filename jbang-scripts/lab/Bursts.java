package lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import lab.load.Caller;
import lab.load.ClosedLoop;
import lab.load.Load;
import lab.measure.Neighbours;
import lab.measure.Plan;

/// So many calls at the same moment, in several ways. A burst that does not count opens the
/// connections, which are kept for those that do: otherwise it would be the opening that is
/// measured.
///
/// The ways take turns where this system lets a process have all their connections at one time.
/// Otherwise only those take turns that share theirs; the others come after them.
///
/// @param services what is called
/// @param calls how many at a time
/// @param expected the right answer to each call
/// @param <A> the type of an answer
public record Bursts<A>(Services services, int calls, IntFunction<? extends A> expected) {
    /// A way to call.
    ///
    /// @param caller makes a call
    /// @param connections closes those that are kept between calls; some ways may share them
    public record Way<A>(Caller<A> caller, AutoCloseable connections) {}

    /// Measures for so long, and keeps what was measured as rows of `results.csv`. Calls that fail
    /// are counted, and do not end it. The connections are closed in the end.
    ///
    /// @param plan with a fixed number of rounds, so that all ways have as many
    /// @param experiment names the rows
    /// @param job what is done, in a word or three
    /// @param ways the others are compared with the first
    /// @throws Exception if the calling thread is interrupted; the calls have been stopped
    public Loads compare(
            Plan plan, String experiment, String job, SequencedMap<String, Way<A>> ways)
            throws Exception {
        if (plan.minRounds() != plan.maxRounds())
            throw new IllegalArgumentException("the ways need the same number of rounds");
        var lab = services.lab();
        var loads =
                lab.run(() -> {
                    var each = new LinkedHashMap<String, List<Load>>();
                    ways.keySet().forEach(name -> each.put(name, new ArrayList<>()));
                    boolean disturbed = false;
                    for (var some : groups(ways)) {
                        var measured = take(plan, some);
                        each.putAll(measured.rounds());
                        disturbed |= measured.disturbed();
                    }
                    return new Loads(each, disturbed);
                });
        lab.keep(loads.comparison(experiment, job));
        return loads;
    }

    /// The ways that take turns.
    private List<SequencedMap<String, Way<A>>> groups(SequencedMap<String, Way<A>> ways) {
        var connections = new LinkedHashMap<AutoCloseable, SequencedMap<String, Way<A>>>();
        ways.forEach((name, way) ->
                connections
                        .computeIfAbsent(way.connections, first -> new LinkedHashMap<>())
                        .put(name, way));
        int all = connections.size() * calls;
        return EventLoops.bearable(all) == all ? List.of(ways) : List.copyOf(connections.values());
    }

    private Loads take(Plan plan, SequencedMap<String, Way<A>> ways) throws Exception {
        var lab = services.lab();
        var bursts = new LinkedHashMap<String, Callable<Load>>();
        ways.forEach((name, way) ->
                bursts.put(
                        name,
                        () ->
                                ClosedLoop.burst(calls)
                                        .run(way.caller, expected, lab.cancellation())));
        int strangers = Math.max(0, lab.machine().onlineCores() - lab.cores());
        try {
            return Loads.of(bursts, plan, new Neighbours(), strangers, lab.seed());
        } finally {
            for (var kept : new HashSet<>(ways.values().stream().map(Way::connections).toList()))
                kept.close();
        }
    }
}
