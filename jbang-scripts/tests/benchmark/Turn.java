package tests.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import lab.measure.Interval;
import lab.measure.Statistics;

/// What one way of doing a job took once, in this JVM or in a program of another language.
///
/// @param millis elapsed time, taken by the way itself
/// @param cpuMicros processor time of its process
/// @param answer what came out
record Turn(double millis, double cpuMicros, String answer) {
    /// Does the job in each way in turns, whose order is drawn anew in every round.
    ///
    /// @param warmUps rounds that do not count
    /// @throws IllegalStateException if two ways do not give the same answer
    static SequencedMap<String, List<Turn>> measure(
            SequencedMap<String, Callable<Turn>> ways, int warmUps, int rounds) throws Exception {
        var turns = new LinkedHashMap<String, List<Turn>>();
        ways.keySet().forEach(way -> turns.put(way, new ArrayList<>()));
        var order = new ArrayList<>(ways.keySet());
        var random = new Random(1);
        Optional<String> answer = Optional.empty();
        for (int round = -warmUps; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (var way : order) {
                var turn = ways.get(way).call();
                if (!answer.orElse(turn.answer).equals(turn.answer))
                    throw new IllegalStateException(
                            "%s answers %s, another %s".formatted(way, turn.answer, answer.get()));
                answer = Optional.of(turn.answer);
                if (round >= 0) turns.get(way).add(turn);
            }
        }
        return turns;
    }

    /// Median elapsed time, in milliseconds.
    static double millis(List<Turn> turns) {
        return Statistics.median(turns.stream().mapToDouble(Turn::millis).toArray());
    }

    /// Median processor time, in microseconds.
    static double cpuMicros(List<Turn> turns) {
        return Statistics.median(turns.stream().mapToDouble(Turn::cpuMicros).toArray());
    }

    /// The quickest of the ways that a predicate takes; empty if it takes none.
    static Optional<String> quickest(
            SequencedMap<String, List<Turn>> turns, Predicate<String> which) {
        return turns.keySet().stream()
                .filter(which)
                .min(Comparator.comparingDouble(way -> millis(turns.get(way))));
    }

    /// How many times as long one took as the other, round by round: the median, with its interval.
    static Interval ratio(List<Turn> one, List<Turn> other) {
        return Statistics.medianInterval(
                IntStream.range(0, one.size())
                        .mapToDouble(r -> one.get(r).millis / other.get(r).millis)
                        .toArray());
    }
}
