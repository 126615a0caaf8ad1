package lab.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lab.observe.ProcessorSamples.Sample;
import lab.observe.Ready.Stretch;

/// Puts together what the recorder, the processor's accounts and a last look at the threads tell.
final class Stays {
    private static final Set<String> SERVICE_GROUPS =
            Set.of("system", "CarrierThreads", "InnocuousThreadGroup");
    private static final String CARRIERS = "CarrierThreads";
    private static final long WORKED_NANOS = 200_000;

    /// Which of two states counts where a thread seems to be in both.
    private static final List<State> PRECEDENCE =
            List.of(State.PINNED, State.SLEEPING, State.PARKED, State.BLOCKED, State.WAITING);

    private final Chronicle chronicle;
    private final ProcessorSamples samples;
    private final VirtualLooks looks;
    private final long runner;
    private final long from;
    private final long to;
    private final Map<Long, List<Wait>> waits = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();

    /// @param standing what threads waited for at the end
    /// @param runner the thread that ran the code
    /// @param from when the code began, by `System.nanoTime`
    /// @param to when it ended
    Stays(
            Chronicle chronicle,
            ProcessorSamples samples,
            VirtualLooks looks,
            List<Wait> standing,
            long runner,
            long from,
            long to) {
        this.chronicle = chronicle;
        this.samples = samples;
        this.looks = looks;
        this.runner = runner;
        this.from = from;
        this.to = to;
        for (var wait : chronicle.waits()) add(wait);
        for (var wait : standing) add(since(wait));
    }

    private void add(Wait wait) {
        waits.computeIfAbsent(wait.thread(), id -> new ArrayList<>()).add(wait);
    }

    /// A wait that has not ended has no event. It began when the thread last had the processor.
    private Wait since(Wait standing) {
        long began = from;
        var had = samples.of(standing.thread());
        for (int i = 1; i < had.size(); i++)
            if (had.get(i).processorNanos() > had.get(i - 1).processorNanos())
                began = Math.max(began, had.get(i - 1).atNanos());
        for (var wait : waits.getOrDefault(standing.thread(), List.of()))
            began = Math.max(began, wait.toNanos());
        for (var life : chronicle.lives())
            if (life.id() == standing.thread()) began = Math.max(began, life.fromNanos());
        return new Wait(standing.thread(), standing.state(), Math.min(began, to), to);
    }

    /// All stays, thread by thread.
    List<Stay> all() {
        var stays = new ArrayList<Stay>();
        for (var life : mine()) stays.addAll(of(life));
        return stays;
    }

    /// The thread that ran the code, and those that it and its descendants started, in the order of
    /// their starts; and workers of the common pool that did something.
    private List<Life> mine() {
        var lives = new ArrayList<>(chronicle.lives());
        lives.sort(Comparator.comparing(Life::began).thenComparing(Life::fromNanos));
        var ids = new HashSet<Long>(Set.of(runner));
        var mine = new ArrayList<Life>();
        mine.add(new Life(runner, "main", "", false, 0, from, Long.MAX_VALUE));
        for (var life : lives) {
            if (life.id() == runner) continue;
            if (life.group().equals(CARRIERS)) ids.add(life.id());
            else if (isMine(life, ids)) {
                ids.add(life.id());
                mine.add(life);
            }
        }
        return mine;
    }

    private boolean isMine(Life life, Set<Long> ids) {
        if (samples.isStranger(life.id())) return false;
        if (life.toNanos() < from || life.began() && life.fromNanos() > to) return false;
        if (life.name().startsWith(ProcessorSamples.COMMON_POOL)) return worked(life);
        if (!life.began() || SERVICE_GROUPS.contains(life.group())) return false;
        return life.virtual() || ids.contains(life.parent());
    }

    private boolean worked(Life life) {
        var had = samples.of(life.id());
        return life.began()
                || !had.isEmpty()
                        && had.getLast().processorNanos() - had.getFirst().processorNanos()
                                > WORKED_NANOS;
    }

    private List<Stay> of(Life life) {
        var own = new ArrayList<>(waits.getOrDefault(life.id(), List.of()));
        var seen = looks.of(life.id());
        if (life.virtual()) {
            var looking = new Looking(life, seen, List.copyOf(own), to);
            own.addAll(looking.blocked());
            looking.standing().ifPresent(own::add);
        } else for (var wait : List.copyOf(own)) woken(wait).ifPresent(own::add);
        long start = life.began() ? Math.max(from, life.fromNanos()) : from;
        long end = Math.min(to, life.toNanos());
        if (life.virtual() && !life.ended() && seen.isEmpty()) // what came then is not known
        end = own.stream().mapToLong(Wait::toNanos).max().orElse(start);
        if (end <= start) return List.of();
        var waiting = swept(own, start, end);
        var all = new ArrayList<>(waiting);
        var free = between(waiting, start, end);
        var ready =
                life.virtual() || !samples.able()
                        ? List.<Stretch>of()
                        : Ready.of(free, accounts(life, start));
        for (var stretch : ready)
            all.add(new Wait(life.id(), State.READY, stretch.from(), stretch.to()));
        all.sort(Comparator.comparingLong(Wait::fromNanos));
        for (var stretch : between(all, start, end))
            all.add(new Wait(life.id(), State.RUNNING, stretch.from(), stretch.to()));
        all.sort(Comparator.comparingLong(Wait::fromNanos));
        return merged(all, name(life), life.virtual());
    }

    /// The event of `Object.wait` ends when the monitor is had back, for which a thread that has
    /// been woken may be blocked. Since when is known from the samples.
    private Optional<Wait> woken(Wait wait) {
        if (wait.state() != State.WAITING) return Optional.empty();
        long before = wait.fromNanos();
        for (var sample : samples.of(wait.thread())) {
            if (sample.atNanos() <= wait.fromNanos()) continue;
            if (sample.atNanos() >= wait.toNanos()) break;
            if (sample.blocked()) {
                long since = before + (sample.atNanos() - before) / 2;
                return Optional.of(new Wait(wait.thread(), State.BLOCKED, since, wait.toNanos()));
            }
            before = sample.atNanos();
        }
        return Optional.empty();
    }

    /// The processor time that a thread had had; none at its start.
    private List<Sample> accounts(Life life, long start) {
        var accounts = new ArrayList<Sample>();
        if (life.id() != runner && life.began()) accounts.add(new Sample(start, 0, false));
        for (var sample : samples.of(life.id())) if (sample.atNanos() > start) accounts.add(sample);
        return accounts;
    }

    private String name(Life life) {
        var name = life.name().isEmpty() ? "virtual " + life.id() : life.name();
        int number = names.merge(name, 1, Integer::sum);
        return number == 1 ? name : "%s (%d)".formatted(name, number);
    }

    /// Waits that overlap, as waits that do not: the more telling one counts.
    private static List<Wait> swept(List<Wait> waits, long start, long end) {
        var cuts = new TreeSet<Long>(List.of(start, end));
        for (var wait : waits) {
            cuts.add(Math.clamp(wait.fromNanos(), start, end));
            cuts.add(Math.clamp(wait.toNanos(), start, end));
        }
        var byStart = new ArrayList<>(waits);
        byStart.sort(Comparator.comparingLong(Wait::fromNanos));
        var open = new ArrayList<Wait>();
        var swept = new ArrayList<Wait>();
        int next = 0;
        long at = start;
        for (long cut : cuts) {
            if (cut > at) {
                long now = at;
                open.removeIf(wait -> wait.toNanos() <= now);
                while (next < byStart.size() && byStart.get(next).fromNanos() <= at)
                    if (byStart.get(next++) instanceof Wait wait && wait.toNanos() > at)
                        open.add(wait);
                var strongest =
                        open.stream()
                                .min(Comparator.comparingInt(w -> PRECEDENCE.indexOf(w.state())));
                if (strongest.isPresent()) {
                    var wait = strongest.get();
                    swept.add(new Wait(wait.thread(), wait.state(), at, cut));
                }
            }
            at = cut;
        }
        return swept;
    }

    /// The stretches that no wait covers.
    private static List<Stretch> between(List<Wait> waits, long start, long end) {
        var free = new ArrayList<Stretch>();
        long at = start;
        for (var wait : waits) {
            if (wait.fromNanos() > at) free.add(new Stretch(at, wait.fromNanos()));
            at = Math.max(at, wait.toNanos());
        }
        if (end > at) free.add(new Stretch(at, end));
        return free;
    }

    private List<Stay> merged(List<Wait> pieces, String name, boolean virtual) {
        var stays = new ArrayList<Stay>();
        for (var piece : pieces) {
            var before = stays.isEmpty() ? null : stays.getLast();
            if (before != null && before.state() == piece.state())
                stays.set(
                        stays.size() - 1,
                        stay(
                                name,
                                virtual,
                                piece.state(),
                                before.fromNanos() + from,
                                piece.toNanos()));
            else stays.add(stay(name, virtual, piece.state(), piece.fromNanos(), piece.toNanos()));
        }
        return stays;
    }

    private Stay stay(String name, boolean virtual, State state, long begin, long end) {
        return new Stay(name, virtual, state, begin - from, end - from);
    }
}
