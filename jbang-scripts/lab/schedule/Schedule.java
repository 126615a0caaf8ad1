package lab.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What came of jobs under a policy: who ran when, and the figures by which policies are judged.
///
/// @param policy what the policy is called
/// @param processors what the jobs ran on
/// @param slices what the processors did, in the order in which it began; each is one turn
/// @param fates what became of each job, in the order in which the jobs were given
public record Schedule(String policy, Processors processors, List<Slice> slices, List<Fate> fates) {
    public Schedule {
        slices = List.copyOf(slices);
        fates = List.copyOf(fates);
        if (fates.isEmpty()) throw new IllegalArgumentException("a schedule needs a job");
    }

    /// What became of the job of this name.
    ///
    /// @throws IllegalArgumentException if there is none
    public Fate of(String job) {
        return fates.stream()
                .filter(fate -> fate.job().name().equals(job))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no job '%s'".formatted(job)));
    }

    /// How long the job of this name had a processor.
    public double ran(String job) {
        return slices.stream()
                .filter(slice -> !slice.switching() && slice.job().name().equals(job))
                .mapToDouble(Slice::length)
                .sum();
    }

    /// When the first job arrived.
    public double begin() {
        return fates.stream().mapToDouble(fate -> fate.job().arrival()).min().orElseThrow();
    }

    /// When the last job was done.
    public double end() {
        return fates.stream().mapToDouble(Fate::finish).max().orElseThrow();
    }

    /// How long a job waited in the queue, on average.
    public double meanWaiting() {
        return mean(Fate::waiting);
    }

    /// The time from a job's arrival to its end, on average.
    public double meanTurnaround() {
        return mean(Fate::turnaround);
    }

    /// The time from a job's arrival until it first ran, on average.
    public double meanResponse() {
        return mean(Fate::response);
    }

    /// How many jobs were done in a unit of time, from the first arrival to the last end.
    public double throughput() {
        return fates.size() / (end() - begin());
    }

    /// The part of the processors' time in which jobs ran, from the first arrival to the last end.
    public double utilisation() {
        return share(false);
    }

    /// The part of the processors' time that went into switching.
    public double overhead() {
        return share(true);
    }

    /// How often a processor went from one job to another.
    public long switches() {
        var last = new HashMap<Integer, Job>();
        return runs().stream()
                .filter(run -> {
                    var before = last.put(run.processor(), run.job());
                    return before != null && !before.equals(run.job());
                })
                .count();
    }

    /// How evenly the jobs were served: Jain's index of the pace at which each went ahead, its work
    /// over its turnaround time. 1 if all had the same pace, 1/n if one had it all.
    ///
    /// R. Jain, D. Chiu and W. Hawe, *A quantitative measure of fairness and discrimination for
    /// resource allocation in shared computer systems*, DEC TR-301, 1984.
    public double fairness() {
        double sum = 0;
        double squares = 0;
        for (var fate : fates) {
            double pace = 1 / fate.slowdown();
            sum += pace;
            squares += pace * pace;
        }
        return sum * sum / (fates.size() * squares);
    }

    /// The turns in which jobs ran, those of one job that touch on one processor joined.
    public List<Slice> runs() {
        var open = new HashMap<Integer, Integer>();
        var runs = new ArrayList<Slice>();
        for (var slice : slices) {
            if (slice.switching()) continue;
            var place = open.get(slice.processor());
            var before = place == null ? null : runs.get(place);
            if (before != null && before.job().equals(slice.job()) && before.to() == slice.from())
                runs.set(
                        place,
                        new Slice(
                                slice.processor(), slice.job(), before.from(), slice.to(), false));
            else {
                open.put(slice.processor(), runs.size());
                runs.add(slice);
            }
        }
        return List.copyOf(runs);
    }

    private double mean(ToDoubleFunction<Fate> figure) {
        return fates.stream().mapToDouble(figure).sum() / fates.size();
    }

    private double share(boolean switching) {
        return slices.stream()
                        .filter(slice -> slice.switching() == switching)
                        .mapToDouble(Slice::length)
                        .sum()
                / (processors.count() * (end() - begin()));
    }
}
