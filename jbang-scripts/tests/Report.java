package tests;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Prints what runs and how it ended, while it runs, and counts.
///
/// A class gets a line when it starts and one when it has ended; a test gets one if it failed, was
/// skipped, or took a second or more.
final class Report implements TestExecutionListener {
    private static final Duration WORTH_A_LINE = Duration.ofSeconds(1);
    private static final int MESSAGE_LINES = 30;
    private static final List<String> OURS = List.of("tests.", "lab.", "tools.");

    private final PrintStream out;
    private final Map<String, Long> startedAt = new HashMap<>();
    private final Map<String, List<String>> published = new HashMap<>();
    private TestPlan plan;
    private int passed;
    private int failed;
    private int skipped;
    private int passedBefore;

    Report(PrintStream out) {
        this.out = out;
    }

    /// The name of the class that holds these tests, without its package.
    static String className(TestIdentifier test) {
        return test.getSource()
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getClassName().replaceFirst(".*\\.", ""))
                .orElseGet(test::getDisplayName);
    }

    /// Prints the sums as the last line. Returns the exit code: 0 if tests ran and all passed, else
    /// 1.
    synchronized int end() {
        if (passed + failed == 0) {
            System.err.println("test: no test was run");
            failed++;
        }
        System.err.flush();
        out.println();
        out.println(
                passed
                        + " passed, "
                        + failed
                        + " failed"
                        + (skipped > 0 ? ", " + skipped + " skipped" : ""));
        out.flush();
        return failed > 0 ? 1 : 0;
    }

    @Override
    public synchronized void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
    }

    @Override
    public synchronized void executionStarted(TestIdentifier test) {
        startedAt.put(test.getUniqueId(), System.nanoTime());
        if (isTopClass(test)) {
            passedBefore = passed;
            out.println(className(test));
        }
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        skipped++;
        out.println("  skipped " + name(test) + ": " + reason);
    }

    @Override
    public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        published
                .computeIfAbsent(test.getUniqueId(), id -> new ArrayList<>())
                .addAll(entry.getKeyValuePairs().values());
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        var took = Duration.ofNanos(System.nanoTime() - startedAt.get(test.getUniqueId()));
        switch (result.getStatus()) {
            case FAILED -> {
                failed++;
                out.println("  FAILED  " + name(test) + " (" + seconds(took) + ")");
                result.getThrowable().ifPresent(this::explain);
                published.getOrDefault(test.getUniqueId(), List.of()).forEach(this::indented);
            }
            case ABORTED -> {
                skipped++;
                var why =
                        result.getThrowable().map(Throwable::getMessage).orElse("no reason given");
                out.println("  skipped " + name(test) + ": " + why);
            }
            case SUCCESSFUL -> {
                if (test.isTest()) passed++;
                if (test.isTest() && took.compareTo(WORTH_A_LINE) >= 0)
                    out.println("  " + name(test) + " (" + seconds(took) + ")");
            }
        }
        if (isTopClass(test))
            out.println("  " + (passed - passedBefore) + " passed in " + seconds(took));
    }

    private void explain(Throwable failure) {
        var message = failure.getMessage() == null ? "" : failure.getMessage();
        indented(
                failure instanceof AssertionError
                        ? message
                        : failure.getClass().getName() + ": " + message);
        place(failure).ifPresent(frame -> indented("at " + frame));
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause())
            indented("caused by " + cause);
    }

    /// The innermost place in this project's code that the failure passed.
    private static Optional<StackTraceElement> place(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> OURS.stream().anyMatch(frame.getClassName()::startsWith))
                .findFirst();
    }

    private void indented(String text) {
        var lines = text.strip().lines().toList();
        lines.stream().limit(MESSAGE_LINES).forEach(line -> out.println("          " + line));
        if (lines.size() > MESSAGE_LINES)
            out.println("          (and " + (lines.size() - MESSAGE_LINES) + " more lines)");
    }

    private boolean isTopClass(TestIdentifier test) {
        return plan.getParent(test).map(parent -> plan.getParent(parent).isEmpty()).orElse(false);
    }

    /// The test's name, with those of the classes and containers that it is nested in.
    private String name(TestIdentifier test) {
        var own = test.getDisplayName().replaceFirst("\\(.*\\)$", "");
        return plan.getParent(test)
                .filter(parent -> !isTopClass(test) && !isTopClass(parent))
                .map(parent -> name(parent) + ", " + own)
                .orElse(own);
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1e3);
    }
}
