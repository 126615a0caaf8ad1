package lab.load;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import lab.measure.Sample;

/// What came of a load.
///
/// @param calls how many calls were to be made
/// @param errors how many of them failed, by what went wrong, the most frequent first
/// @param latencies how long the right answers took, each from when its call was meant to begin
/// @param mostAtOnce the most calls that had begun and not ended at one time
/// @param sample what the whole load took in this JVM, from the first call to the last answer
public record Load(
        int calls,
        SequencedMap<String, Integer> errors,
        Latencies latencies,
        int mostAtOnce,
        Sample sample) {
    public Load {
        errors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(errors));
    }

    /// How many calls had no right answer.
    public int failed() {
        return errors.values().stream().mapToInt(n -> n).sum();
    }

    /// How many calls had the right answer.
    public int right() {
        return calls - failed();
    }

    /// Elapsed time, in milliseconds.
    public double millis() {
        return sample.wallNanos() / 1e6;
    }

    /// Throughput: right answers a second.
    public double perSecond() {
        return right() / (sample.wallNanos() / 1e9);
    }

    /// Processor time of this JVM for a call, in microseconds.
    public double cpuMicrosPerCall() {
        return sample.cpuNanos() / 1e3 / calls;
    }

    /// The errors in words: `12 answered 503, 9 cut off`; `no errors` if there were none.
    public String errorLine() {
        return errors.isEmpty()
                ? "no errors"
                : errors.entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue(), e.getKey()))
                        .collect(Collectors.joining(", "));
    }

    /// For a reader: throughput, latencies and errors in a line.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%,.0f a second; %s; %s", perSecond(), latencies, errorLine());
    }
}
