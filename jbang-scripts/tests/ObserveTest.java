package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;
import lab.cancel.Cancellation;
import lab.cancel.Supervisor;
import lab.observe.Burden;
import lab.observe.Observation;
import lab.observe.Slice;
import lab.observe.State;
import lab.observe.Stay;
import lab.observe.ThreadLimits;
import lab.observe.TimeSlices;
import lab.observe.Watch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is seen of threads is what they did: they note it themselves, with `System.nanoTime` before
/// and after each step, and the two must agree.
@Timeout(120)
class ObserveTest {
    private static final double TOLERANCE = 0.05;
    private static final long CLOSE = 6_000_000;
    private static final long LOOKS_APART = 15_000_000;

    /// What threads noted of themselves: thread, state, nanoseconds.
    private final Map<String, Map<State, Long>> truth = new ConcurrentHashMap<>();

    private volatile long sink;

    private void note(State state, Step step) throws Exception {
        long from = System.nanoTime();
        step.take();
        note(state, System.nanoTime() - from);
    }

    private void note(State state, long nanos) {
        truth.computeIfAbsent(Thread.currentThread().getName(), name -> new ConcurrentHashMap<>())
                .merge(state, nanos, Long::sum);
    }

    /// Notes as running what is left of a thread's time after the steps that it noted.
    private void live(Step steps) throws Exception {
        long from = System.nanoTime();
        steps.take();
        long all = System.nanoTime() - from;
        var noted = truth.get(Thread.currentThread().getName()).values();
        note(State.RUNNING, all - noted.stream().mapToLong(nanos -> nanos).sum());
    }

    private interface Step {
        void take() throws Exception;
    }

    /// Takes a step that depends on how often the machine lets the samplers look: three times at
    /// most, until it does not fail.
    private void onAQuietMachine(Step step) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                truth.clear();
                step.take();
                return;
            } catch (AssertionError e) {
                if (attempt == 3) throw e;
            }
        }
    }

    private static Thread start(Thread.Builder builder, String name, Step step) {
        return builder.name(name)
                .start(() -> {
                    try {
                        step.take();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static Thread platform(String name, Step step) {
        return start(Thread.ofPlatform(), name, step);
    }

    private void fourSteps(Object monitor) throws Exception {
        compute(150);
        note(State.PARKED, () -> park(150));
        note(State.SLEEPING, () -> Thread.sleep(180));
        synchronized (monitor) {
            note(State.WAITING, () -> monitor.wait(210));
        }
    }

    private void compute(int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        long x = 1;
        while (System.nanoTime() < end) for (int i = 0; i < 1_000; i++) x = x * 31 + i;
        sink = x;
    }

    private static void park(int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime())
            LockSupport.parkNanos(left);
    }

    private static <T> Observation<T> watch(Callable<T> body) throws Exception {
        try (var watch = new Watch()) {
            return watch.observation(watch.over(body));
        }
    }

    private void assertClose(Observation<?> seen, String thread, State... states) {
        for (var state : states) {
            long was = truth.get(thread).get(state);
            long is = nanos(seen, thread, state);
            assertEquals(
                    was,
                    is,
                    Math.max(CLOSE, TOLERANCE * was),
                    () -> thread + " " + state + ": " + seen.of(thread));
        }
    }

    /// What computes may have waited for a processor meanwhile.
    private static long nanos(Observation<?> seen, String thread, State state) {
        long nanos = seen.nanos(thread, state);
        return state == State.RUNNING ? nanos + seen.nanos(thread, State.READY) : nanos;
    }

    private static void assertWhole(Observation<?> seen) {
        for (var thread : seen.threads()) {
            var stays = seen.of(thread);
            for (int i = 1; i < stays.size(); i++)
                assertEquals(stays.get(i - 1).toNanos(), stays.get(i).fromNanos(), stays::toString);
            assertTrue(stays.getFirst().fromNanos() >= 0, stays::toString);
            assertTrue(stays.getLast().toNanos() <= seen.wallNanos(), stays::toString);
        }
    }

    private static Set<Path> files() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().matches("threads.*\\.(jfr|json)"))
                    .collect(Collectors.toSet());
        }
    }

    @Nested
    class AgainstTheTruth {
        @Test
        void sleepsWaitsParksAndComputations() throws Exception {
            var monitor = new Object();
            var seen =
                    watch(() -> {
                        platform("steps", () -> live(() -> fourSteps(monitor))).join();
                        return "done";
                    });
            assertEquals("done", seen.answer());
            assertClose(seen, "steps", State.RUNNING, State.SLEEPING, State.PARKED, State.WAITING);
            assertWhole(seen);
        }

        @Test
        void aMonitorThatAnotherHolds() throws Exception {
            var monitor = new Object();
            var held = new CountDownLatch(1);
            var seen =
                    watch(() -> {
                        var holder =
                                platform(
                                        "holder",
                                        () -> {
                                            synchronized (monitor) {
                                                held.countDown();
                                                note(State.SLEEPING, () -> Thread.sleep(300));
                                            }
                                        });
                        held.await();
                        var other =
                                platform(
                                        "other",
                                        () -> {
                                            long from = System.nanoTime();
                                            synchronized (monitor) {
                                                note(State.BLOCKED, System.nanoTime() - from);
                                            }
                                        });
                        holder.join();
                        other.join();
                        return null;
                    });
            assertClose(seen, "holder", State.SLEEPING);
            assertClose(seen, "other", State.BLOCKED);
        }

        @Test
        void aNotifiedThreadThatCannotHaveTheMonitorBackIsBlocked() throws Exception {
            onAQuietMachine(() -> {
                var monitor = new Object();
                var seen =
                        watch(() -> {
                            var waiter =
                                    platform(
                                            "waiter",
                                            () -> {
                                                synchronized (monitor) {
                                                    monitor.wait();
                                                }
                                            });
                            while (waiter.getState() != Thread.State.WAITING) Thread.sleep(1);
                            Thread.sleep(100);
                            synchronized (monitor) {
                                monitor.notifyAll();
                                Thread.sleep(200);
                            }
                            waiter.join();
                            return null;
                        });
                assertTrue(
                        seen.nanos("waiter", State.WAITING) >= 95_000_000,
                        () -> seen.of("waiter").toString());
                assertEquals(
                        seen.of("main").stream()
                                .filter(stay -> stay.state() == State.SLEEPING)
                                .mapToLong(Stay::nanos)
                                .max()
                                .orElseThrow(),
                        seen.nanos("waiter", State.BLOCKED),
                        20_000_000,
                        () -> seen.of("waiter").toString());
            });
        }

        @Test
        void virtualThreads() throws Exception {
            var monitor = new Object();
            var seen =
                    watch(() -> {
                        var steps = (Step) () -> live(() -> fourSteps(monitor));
                        start(Thread.ofVirtual(), "light", steps).join();
                        return null;
                    });
            assertClose(seen, "light", State.RUNNING, State.SLEEPING, State.PARKED, State.WAITING);
            assertTrue(seen.of("light").getFirst().virtual());
            assertWhole(seen);
        }

        @Test
        void aVirtualThreadThatIsBlockedWithinTheDistanceOfTwoLooks() throws Exception {
            onAQuietMachine(() -> {
                var monitor = new Object();
                var seen =
                        watch(() -> {
                            Thread other;
                            synchronized (monitor) {
                                other =
                                        start(
                                                Thread.ofVirtual(),
                                                "light",
                                                () -> {
                                                    long from = System.nanoTime();
                                                    synchronized (monitor) {
                                                        note(
                                                                State.BLOCKED,
                                                                System.nanoTime() - from);
                                                    }
                                                });
                                Thread.sleep(400);
                            }
                            other.join();
                            return null;
                        });
                assertEquals(
                        truth.get("light").get(State.BLOCKED),
                        seen.nanos("light", State.BLOCKED),
                        Math.max(LOOKS_APART, 0.05 * 400_000_000),
                        () -> seen.of("light").toString());
            });
        }

        @Test
        void whatCouldRunAndDidNotIsReady() throws Exception {
            onAQuietMachine(() -> {
                int crowd = 3 * Runtime.getRuntime().availableProcessors();
                var seen =
                        watch(() -> {
                            var threads = new ArrayList<Thread>();
                            for (int t = 0; t < crowd; t++)
                                threads.add(platform("one of many " + t, () -> compute(300)));
                            for (var thread : threads) thread.join();
                            return null;
                        });
                if (!seen.split()) return;
                double running = 0;
                for (int t = 0; t < crowd; t++)
                    running += seen.nanos("one of many " + t, State.RUNNING);
                double most = 1.1 * Runtime.getRuntime().availableProcessors() * seen.wallNanos();
                assertTrue(running <= most, running + " of at most " + most);
                for (int t = 0; t < crowd; t++)
                    assertTrue(
                            seen.nanos("one of many " + t, State.READY) > 30_000_000,
                            "no thread of a crowd has a processor all the time");
            });
        }
    }

    @Nested
    class Who {
        @Test
        void onlyTheRunnerAndWhatItStarted() throws Exception {
            var stop = new CountDownLatch(1);
            var stranger = platform("a stranger", stop::await);
            try {
                var seen =
                        watch(() -> {
                            platform("child", () -> platform("grandchild", () -> {}).join()).join();
                            Thread.startVirtualThread(() -> {}).join();
                            return null;
                        });
                var threads = seen.threads();
                assertEquals("main", threads.getFirst());
                assertTrue(threads.containsAll(List.of("child", "grandchild")));
                assertEquals(4, threads.size(), threads::toString);
                assertTrue(threads.getLast().matches("virtual \\d+"), threads::toString);
            } finally {
                stop.countDown();
                stranger.join();
            }
        }

        @Test
        void threadsOfOneNameAreToldApart() throws Exception {
            var seen =
                    watch(() -> {
                        platform("twin", () -> {}).join();
                        platform("twin", () -> {}).join();
                        return null;
                    });
            assertEquals(List.of("main", "twin", "twin (2)"), seen.threads());
        }

        @Test
        void aWaitThatHasNotEndedIsSeenToo() throws Exception {
            onAQuietMachine(() -> {
                var stop = new CountDownLatch(1);
                try {
                    var seen =
                            watch(() -> {
                                platform("parked", stop::await);
                                start(Thread.ofVirtual(), "light", stop::await);
                                Thread.sleep(200);
                                return null;
                            });
                    for (var name : List.of("parked", "light"))
                        assertTrue(
                                seen.nanos(name, State.PARKED) > 150_000_000,
                                () -> seen.of(name).toString());
                } finally {
                    stop.countDown();
                }
            });
        }
    }

    @Nested
    class Afterwards {
        @Test
        void nothingIsLeft() throws Exception {
            var before = files();
            watch(() -> null);
            assertEquals(before, files());
            assertTrue(FlightRecorder.getFlightRecorder().getRecordings().isEmpty());
            assertTrue(
                    Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread ->
                                    thread.getName().matches("processor sampler|thread dumps")));
        }

        @Test
        void nothingIsLeftOfWhatFailed() throws Exception {
            var before = files();
            var thrown =
                    assertThrows(
                            IOException.class,
                            () ->
                                    watch(() -> {
                                        throw new IOException("as it is");
                                    }));
            assertEquals("as it is", thrown.getMessage());
            assertEquals(before, files());
            assertTrue(FlightRecorder.getFlightRecorder().getRecordings().isEmpty());
        }

        @Test
        void anInterruptLeavesNothingAndTheNextWatchWorks() throws Exception {
            var before = files();
            var supervisor = new Supervisor();
            var began = new CountDownLatch(1);
            var ended = new CountDownLatch(1);
            var caller =
                    Thread.ofPlatform()
                            .start(() -> {
                                try (var watch = new Watch()) {
                                    assertThrows(
                                            InterruptedException.class,
                                            () ->
                                                    supervisor.run(
                                                            "watched",
                                                            () ->
                                                                    watch.over(() -> {
                                                                        began.countDown();
                                                                        Thread.sleep(60_000);
                                                                        return null;
                                                                    })));
                                }
                                ended.countDown();
                            });
            began.await();
            caller.interrupt();
            caller.join();
            assertEquals(0, ended.getCount());
            assertEquals(List.of(), supervisor.stillRunning(Duration.ofSeconds(1)));
            assertEquals(before, files());
            assertTrue(FlightRecorder.getFlightRecorder().getRecordings().isEmpty());
            assertEquals("again", watch(() -> "again").answer());
        }
    }

    @Nested
    class Slices {
        private final Cancellation cancellation = new Cancellation();

        @Test
        void theyDoNotOverlapAndTogetherTheyAreNoMoreThanTheProcessors() throws Exception {
            int cores = Runtime.getRuntime().availableProcessors();
            var slices = TimeSlices.of(2 * cores, Duration.ofMillis(300), cancellation);
            var threads = slices.stream().map(Slice::thread).distinct().toList();
            assertEquals(2 * cores, threads.size());
            for (var thread : threads) {
                var own = slices.stream().filter(s -> s.thread().equals(thread)).toList();
                for (int i = 1; i < own.size(); i++)
                    assertTrue(
                            own.get(i).fromNanos() - own.get(i - 1).toNanos()
                                    > TimeSlices.GAP.toNanos(),
                            own::toString);
            }
            long from = slices.stream().mapToLong(Slice::fromNanos).min().orElseThrow();
            long to = slices.stream().mapToLong(Slice::toNanos).max().orElseThrow();
            double had = slices.stream().mapToLong(Slice::nanos).sum();
            assertTrue(had <= 1.1 * cores * (to - from), had + " in " + (to - from));
            assertTrue(slices.stream().anyMatch(Slice::whole), "nobody was ever interrupted");
        }

        @Test
        void aRequestToStopEndsThem() {
            cancellation.request();
            assertThrows(
                    CancellationException.class,
                    () -> TimeSlices.of(2, Duration.ofMinutes(5), cancellation));
        }

        @Test
        void itTakesAThread() {
            var refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> TimeSlices.of(0, Duration.ofMillis(1), cancellation));
            assertFalse(refused.getMessage().isBlank());
        }
    }

    @Nested
    class Limits {
        @TempDir Path root;

        private void write(String file, String text) throws IOException {
            var path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        }

        private long most(ThreadLimits limits, String name) {
            return limits.threads().stream()
                    .filter(limit -> limit.name().equals(name))
                    .mapToLong(ThreadLimits.Limit::most)
                    .findFirst()
                    .orElse(-1);
        }

        @Test
        void areReadFromTheBooksOfTheSystem() throws Exception {
            write("proc/sys/kernel/threads-max", "192730\n");
            write("proc/sys/kernel/pid_max", "32768\n");
            write("proc/sys/vm/max_map_count", "65530\n");
            write(
                    "proc/self/limits",
                    "Max open files  1024  4096  files\nMax processes  5000  96365  processes\n");
            write("proc/self/cgroup", "0::/pod/container\n");
            write("groups/pod/pids.max", "400\n");
            write("groups/pod/container/pids.max", "max\n");
            var limits = ThreadLimits.of(root.resolve("proc"), root.resolve("groups"));
            assertEquals(192_730, most(limits, "threads-max"));
            assertEquals(32_768, most(limits, "pid_max"));
            assertEquals(5_000, most(limits, "ulimit -u"));
            assertEquals(400, most(limits, "pids.max"), "of a group further up");
            assertEquals(100, limits.safely(2_000), "a quarter of the smallest");
            assertEquals(7, limits.safely(7));
            var burden = new Burden(10, 1e4, 50_000, 2, Duration.ofMillis(1), 0);
            var with = new ThreadLimits(limits.with(burden, 1_000_000_000), limits.maps());
            assertEquals(32_765, most(with, "max_map_count"));
            assertEquals(20_000, most(with, "memory"));
        }

        @Test
        void ofAnOldControllerToo() throws Exception {
            write("proc/self/cgroup", "8:pids:/docker/x\n4:memory:/\n0::/\n");
            write("groups/pids/docker/x/pids.max", "512\n");
            var limits = ThreadLimits.of(root.resolve("proc"), root.resolve("groups"));
            assertEquals(512, most(limits, "pids.max"));
        }

        @Test
        void whereThereAreNoBooksThereIsNoLimit() {
            var limits = ThreadLimits.of(root.resolve("proc"), root.resolve("groups"));
            assertEquals(List.of(), limits.threads());
            assertTrue(limits.maps().isEmpty());
            assertEquals(2_000, limits.safely(2_000));
        }

        @Test
        void threadsThatWaitUseNoProcessorAndAreGoneAfterwards() throws Exception {
            var burden =
                    Burden.of(
                            Thread.ofPlatform().name("idle-", 0).daemon(),
                            50,
                            Duration.ofMillis(100));
            assertEquals(50, burden.threads());
            assertTrue(burden.startNanosEach() > 0);
            assertTrue(burden.processorNanos() < 20_000_000, burden::toString);
            assertTrue(
                    Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().startsWith("idle-")));
        }
    }
}
