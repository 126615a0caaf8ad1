package lab.notebook;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/// The threads that run the code of cells. IJava interrupts such a thread and answers at once; what
/// it was doing may go on, unseen, and spoil every later figure. So the kernel looks.
final class CellThreads {
    private static final Duration PATIENCE = Duration.ofMillis(1500);
    private static final Duration STEP = Duration.ofMillis(10);

    private CellThreads() {}

    /// Waits until no cell's code runs any more. Code that does not end in time is named to the
    /// reader on standard error.
    static void awaitEnd() throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (running().findAny().isPresent()) {
            if (System.nanoTime() > deadline) {
                System.err.println(
                        "This cell's code did not stop when it was interrupted, and still runs:"
                                + " it makes every later measurement wrong. Restart the kernel to end it.");
                System.err.flush();
                return;
            }
            Thread.sleep(STEP);
        }
    }

    private static Stream<Thread> running() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("IJava-executor"))
                .filter(entry -> runsCell(entry.getValue()))
                .map(Map.Entry::getKey);
    }

    private static boolean runsCell(StackTraceElement[] stack) {
        return Stream.of(stack).anyMatch(frame -> frame.getMethodName().equals("do_it$"));
    }
}
