package lab.observe;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/// What a recording tells: which threads there were, and what each waited for. All times are those
/// of `System.nanoTime`.
///
/// @param lives the threads, in the order in which the recorder met them
/// @param waits the waits, in no order; those of one thread may overlap
/// @param lost how many bytes of events the recorder lost, for want of memory
record Chronicle(List<Life> lives, List<Wait> waits, long lost) {
    static final Chronicle EMPTY = new Chronicle(List.of(), List.of(), 0);
    static final String CALL = "jdk.MethodTrace";
    static final String LOSS = "jdk.DataLoss";
    static final Map<String, State> WAITS =
            Map.of(
                    "jdk.JavaMonitorEnter", State.BLOCKED,
                    "jdk.JavaMonitorWait", State.WAITING,
                    "jdk.ThreadPark", State.PARKED,
                    "jdk.ThreadSleep", State.SLEEPING,
                    "jdk.VirtualThreadPinned", State.PINNED);
    static final Set<String> INPUT =
            Set.of(
                    "jdk.SocketRead",
                    "jdk.SocketWrite",
                    "jdk.FileRead",
                    "jdk.FileWrite",
                    "jdk.FileForce");
    private static final Set<String> STARTS = Set.of("jdk.ThreadStart", "jdk.VirtualThreadStart");
    private static final Set<String> ENDS = Set.of("jdk.ThreadEnd", "jdk.VirtualThreadEnd");

    /// Reads a recording that holds at least two marks.
    static Chronicle read(Path file) throws IOException {
        var events = RecordingFile.readAllEvents(file);
        return new Reading(Clock.of(events)).read(events);
    }

    /// From the recorder's clock to `System.nanoTime`: through two marks, since the clocks drift.
    ///
    /// @param rate nanoseconds of the one in a nanosecond of the other
    private record Clock(long recorded, long nanos, double rate) {
        static Clock of(List<RecordedEvent> events) {
            var marks =
                    events.stream()
                            .filter(event -> event.getEventType().getName().equals(Mark.NAME))
                            .toList();
            if (marks.size() < 2)
                throw new IllegalStateException("the recording was cut: it has no marks");
            var first = marks.getFirst();
            var last = marks.getFirst();
            for (var mark : marks) {
                if (mark.getLong("nanos") < first.getLong("nanos")) first = mark;
                if (mark.getLong("nanos") > last.getLong("nanos")) last = mark;
            }
            long recorded = epoch(last.getStartTime()) - epoch(first.getStartTime());
            long nanos = last.getLong("nanos") - first.getLong("nanos");
            return new Clock(
                    epoch(first.getStartTime()),
                    first.getLong("nanos"),
                    recorded <= 0 ? 1 : (double) nanos / recorded);
        }

        long at(Instant instant) {
            return nanos + Math.round((epoch(instant) - recorded) * rate);
        }

        private static long epoch(Instant instant) {
            return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
        }
    }

    /// Sorts the events.
    private static final class Reading {
        private final Clock clock;
        private final Map<Long, Life> lives = new LinkedHashMap<>();
        private final List<Wait> waits = new ArrayList<>();
        private long lost;

        Reading(Clock clock) {
            this.clock = clock;
        }

        Chronicle read(List<RecordedEvent> events) {
            events.forEach(this::add);
            return new Chronicle(List.copyOf(lives.values()), List.copyOf(waits), lost);
        }

        private void add(RecordedEvent event) {
            var type = event.getEventType().getName();
            var thread = event.getThread();
            if (type.equals(LOSS)) lost += event.getLong("amount");
            if (thread == null || thread.getJavaThreadId() <= 0) return;
            if (STARTS.contains(type)) began(thread, event);
            else if (ENDS.contains(type)) ended(thread, event);
            else
                state(type, thread, event)
                        .ifPresent(state ->
                                waits.add(
                                        new Wait(
                                                life(thread).id(),
                                                state,
                                                clock.at(event.getStartTime()),
                                                clock.at(event.getEndTime()))));
        }

        /// What the thread did meanwhile; nothing if the event is of no use.
        ///
        /// Of a platform thread that waits in `Object.wait` there is an event; of a virtual one,
        /// the call.
        private static Optional<State> state(
                String type, RecordedThread thread, RecordedEvent event) {
            if (type.equals(CALL)) {
                RecordedMethod method = event.getValue("method");
                if (!method.getName().equals("wait")) return Optional.of(State.PARKED);
                return thread.isVirtual() ? Optional.of(State.WAITING) : Optional.empty();
            }
            if (INPUT.contains(type)) return Optional.of(State.WAITING);
            return Optional.ofNullable(WAITS.get(type));
        }

        private Life life(RecordedThread thread) {
            return lives.computeIfAbsent(
                    thread.getJavaThreadId(),
                    id -> life(thread, 0, Long.MIN_VALUE, Long.MAX_VALUE));
        }

        private static Life life(RecordedThread thread, long parent, long from, long to) {
            var name = thread.getJavaName();
            var group = thread.getThreadGroup();
            return new Life(
                    thread.getJavaThreadId(),
                    name == null ? "" : name,
                    group == null || group.getName() == null ? "" : group.getName(),
                    thread.isVirtual(),
                    parent,
                    from,
                    to);
        }

        private void began(RecordedThread thread, RecordedEvent event) {
            RecordedThread parent =
                    event.hasField("parentThread") ? event.getValue("parentThread") : null;
            lives.put(
                    thread.getJavaThreadId(),
                    life(
                            thread,
                            parent == null ? 0 : parent.getJavaThreadId(),
                            clock.at(event.getStartTime()),
                            life(thread).toNanos()));
        }

        private void ended(RecordedThread thread, RecordedEvent event) {
            var life = life(thread);
            lives.put(
                    life.id(),
                    life(thread, life.parent(), life.fromNanos(), clock.at(event.getStartTime())));
        }
    }
}
