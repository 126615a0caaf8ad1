package lab.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The variants of one workload, measured side by side in the same rounds.
///
/// @param measurements one for each variant, the first being the one that the others are compared
///   with
/// @param warnings what disturbed the measuring, in words; empty if nothing did
/// @param disturbed whether other processes took processors away in more than a third of the rounds
public record Comparison(List<Measurement> measurements, List<String> warnings, boolean disturbed) {
    /// What was measured on a quiet machine.
    public Comparison(List<Measurement> measurements, List<String> warnings) {
        this(measurements, warnings, false);
    }

    public Comparison {
        if (measurements.isEmpty()) throw new IllegalArgumentException("nothing was measured");
        measurements = List.copyOf(measurements);
        warnings = List.copyOf(warnings);
    }

    /// What was measured of the same variants in several JVMs, as one: the rounds one after the
    /// other, and the speedups with what differs from JVM to JVM in their intervals. A variant that
    /// is not in all of them is left out.
    ///
    /// @param jvms of each the comparison, all with the same first variant
    /// @throws IllegalArgumentException if there are none
    public static Comparison ofJvms(List<Comparison> jvms) {
        if (jvms.isEmpty()) throw new IllegalArgumentException("no JVM measured anything");
        if (jvms.size() == 1) return jvms.getFirst();
        var joined = new ArrayList<Measurement>();
        for (var one : jvms.getFirst().measurements()) {
            var same = jvms.stream().flatMap(jvm -> jvm.same(one).stream()).toList();
            if (same.size() == jvms.size()) joined.add(joined(one, same, jvms));
        }
        var warnings = new ArrayList<String>();
        for (int j = 0; j < jvms.size(); j++)
            for (var warning : jvms.get(j).warnings())
                warnings.add("JVM %d of %d: %s".formatted(j + 1, jvms.size(), warning));
        return new Comparison(joined, warnings, jvms.stream().anyMatch(Comparison::disturbed));
    }

    private Optional<Measurement> same(Measurement other) {
        return measurements.stream()
                .filter(m -> m.variant().equals(other.variant()) && m.workers() == other.workers())
                .findFirst();
    }

    private static Measurement joined(
            Measurement one, List<Measurement> all, List<Comparison> jvms) {
        var ratios = new ArrayList<double[]>();
        for (int j = 0; j < jvms.size(); j++)
            ratios.add(
                    Statistics.ratios(
                            jvms.get(j).measurements().getFirst().samples(), all.get(j).samples()));
        return new Measurement(
                one.experiment(),
                one.workload(),
                one.variant(),
                one.workers(),
                all.stream().flatMap(m -> m.samples().stream()).toList(),
                Statistics.speedupOverJvms(ratios),
                all.stream().allMatch(Measurement::answerOk));
    }

    /// The name of the experiment.
    public String experiment() {
        return measurements.getFirst().experiment();
    }

    /// The name of the workload.
    public String workload() {
        return measurements.getFirst().workload();
    }

    /// What was measured of the variant of this name.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    public Measurement of(String variant) {
        return measurements.stream()
                .filter(m -> m.variant().equals(variant))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no variant '%s', only %s"
                                        .formatted(
                                                variant,
                                                measurements.stream()
                                                        .map(Measurement::variant)
                                                        .toList())));
    }

    /// How many times as fast the one is as the other, taken round by round.
    public Interval speedup(String faster, String slower) {
        return Statistics.pairedSpeedup(of(slower).samples(), of(faster).samples());
    }

    /// The variants that are fastest, leaving the first aside: the one with the highest speedup,
    /// and after it all that the intervals cannot tell from it.
    public List<Measurement> best() {
        var others = measurements.stream().skip(1).toList();
        var best =
                others.stream()
                        .max(Comparator.comparingDouble(m -> m.speedup().estimate()))
                        .orElseThrow(() -> new IllegalStateException("there is only one variant"));
        return Stream.concat(
                        Stream.of(best),
                        others.stream()
                                .filter(m -> m != best)
                                .filter(m -> !speedup(best.variant(), m.variant()).above(1)))
                .toList();
    }

    /// Whether every variant gave the right answer.
    public boolean allRight() {
        return measurements.stream().allMatch(Measurement::answerOk);
    }

    /// What was measured of the first variant after the reference that has so many workers.
    ///
    /// @throws IllegalArgumentException if none has
    public Measurement at(int workers) {
        return measurements.stream()
                .skip(1)
                .filter(m -> m.workers() == workers)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no variant has %d workers".formatted(workers)));
    }

    /// How much more the one gets out of a second of processor time than the other: 1 for no
    /// difference. Other processes take elapsed time from a job, but hardly processor time.
    public Interval processorGain(Measurement better, Measurement worse) {
        return Statistics.ratioOfSums(
                worse.samples().stream().mapToDouble(Sample::cpuNanos).toArray(),
                better.samples().stream().mapToDouble(Sample::cpuNanos).toArray());
    }
}
