package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tests.ObserveTest.onAQuietMachine;
import static tests.ObserveTest.platform;
import static tests.ObserveTest.start;
import static tests.ObserveTest.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;
import lab.cancel.Supervisor;
import lab.observe.Gate;
import lab.observe.State;
import lab.observe.Watch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A timeline has the threads of the code that was watched and no others, and nothing is left of
/// it.
@Timeout(120)
class WatchTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private static Set<Path> files() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().matches("threads.*\\.(jfr|json)"))
                    .collect(Collectors.toSet());
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
    class Interrupts {
        private final Duration moment = Duration.ofMillis(50);

        @Test
        void endWhatHeedsThem() throws Exception {
            assertTrue(Gate.interruptEnds(gate -> Thread.sleep(60_000), TEN_SECONDS));
            assertTrue(Gate.interruptEnds(gate -> gate.lock().lockInterruptibly(), TEN_SECONDS));
        }

        @Test
        void leaveOthersToTheGate() throws Exception {
            var ended = new CountDownLatch(2);
            assertFalse(
                    Gate.interruptEnds(
                            gate -> {
                                synchronized (gate.monitor()) {
                                    ended.countDown();
                                }
                            },
                            moment));
            assertFalse(
                    Gate.interruptEnds(
                            gate -> {
                                while (!gate.isOpen()) Thread.onSpinWait();
                                ended.countDown();
                            },
                            moment));
            assertTrue(ended.await(10, TimeUnit.SECONDS), "a thread is left");
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
}
