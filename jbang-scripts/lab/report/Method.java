package lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import lab.measure.MachineCard;
import lab.results.ResultRow;
import lab.results.RunCard;
import org.jsoup.nodes.Element;

/// What the figures were measured on, and how. All numbers come from the rows.
final class Method {
    private static final String HOW =
            """
            Every model does the same fixed work, and its answer is checked before any timing: %s
            All models of a workload were measured in the same interleaved rounds, so that what \
            disturbs the machine hits all alike: %s behind each figure.
            A speedup is the median, over the rounds, of the reference's elapsed time over the \
            model's in the same round. %s Where the interval includes 1, there is no measurable \
            difference.
            Busy cores: processor time over elapsed time, medians of both; a pool of processes has \
            its workers' time in it. Megabytes: 10^6 bytes, the median of what the Java threads of \
            the measuring JVM allocated in a run. Peak threads: the most platform threads of that \
            JVM at once, beyond those that were there before. %s
            Models are tied where their intervals overlap, which errs on the side of a tie; the \
            range beside a model that is compared with the best one has every ratio that the two \
            intervals allow, and is wider than 95%% would be. The simplest of the tied, of those \
            whose interval lies above 1: parallel stream, fixed pool, virtual threads, fork/join, \
            threads, event loop, process pool, in this order. A recommendation rests on nothing \
            but the rows of this page. The highest of several \
            figures is likely to be one that luck helped, so the best model's errs upwards.
            Scaling: least-squares fits of Amdahl's law (1967) and of the Universal Scalability \
            Law (Gunther 2007) to the medians, over the cores that can be busy%s. With fewer than \
            three such numbers, the latter is shown at its worst: all of the loss put on \
            coherency. Both laws begin at 1, and Amdahl's cannot fall below it; a fit is left out \
            that misses an interval by more than a fifth, and Amdahl's where one of several \
            workers lies below 1. In brackets beside a prediction: what the same fits to the lower \
            and to the upper ends of all intervals predict.
            """;

    private static final String QUICK = "quick";

    private final List<ResultRow> rows;
    private final Optional<RunCard> run;

    Method(List<ResultRow> rows, Optional<RunCard> run) {
        this.rows = rows;
        this.run = run;
    }

    void machine(Element parent) {
        if (machines() > 1)
            parent.appendElement("p")
                    .addClass("warning")
                    .text(
                            ("The rows come from %d machines or Java versions; figures of different"
                                            + " ones cannot be compared.")
                                    .formatted(machines()));
        var card = parent.appendElement("dl").addClass("card");
        entry(card, "Processor", ResultRow::cpu);
        entry(card, "Cores that the JVM could use", row -> String.valueOf(row.cores()));
        run.map(RunCard::machine).ifPresent(machine -> more(card, machine));
        entry(card, "Java", ResultRow::jdk);
        run.flatMap(RunCard::python).ifPresent(name -> entry(card, "Python", name));
        entry(card, "Operating system", ResultRow::os);
        entry(card, "Measured", row -> Words.minute(row.at()));
    }

    private static void more(Element card, MachineCard machine) {
        if (machine.onlineCores() > machine.cores())
            entry(card, "Cores of the machine", String.valueOf(machine.onlineCores()));
        if (machine.quotaCores() > 0)
            entry(card, "Cores by quota", Words.cores(machine.quotaCores()));
        if (machine.threadsPerCore() > 0)
            entry(card, "Hardware threads a core", String.valueOf(machine.threadsPerCore()));
        entry(card, "Memory", mebibytes(machine.memoryMegabytes()));
        entry(card, "Largest heap", mebibytes(machine.heapMegabytes()));
    }

    private static String mebibytes(long size) {
        return String.format(Locale.ROOT, "%,d MiB", size);
    }

    private static void entry(Element card, String name, String value) {
        card.appendElement("dt").text(name);
        card.appendElement("dd").text(value);
    }

    private long machines() {
        return rows.stream()
                .map(row -> List.of(row.cpu(), row.cores(), row.jdk(), row.os()))
                .distinct()
                .count();
    }

    private void entry(Element card, String name, Function<ResultRow, String> value) {
        card.appendElement("dt").text(name);
        for (var each : rows.stream().map(value).distinct().toList())
            card.appendElement("dd").text(each);
    }

    void how(Element parent) {
        var list = parent.appendElement("ul").addClass("how");
        for (var line : lines()) list.appendElement("li").text(line);
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        run.filter(card -> !card.size().isEmpty())
                .ifPresent(card -> lines.add("The size of the work: " + card.size() + "."));
        var rounds = rows.stream().mapToInt(ResultRow::rounds).summaryStatistics();
        HOW.formatted(
                        answers(),
                        Words.range(rounds.getMin(), rounds.getMax(), "round"),
                        interval(),
                        cpython(),
                        run.filter(card -> !card.waiting().isEmpty()).isPresent()
                                ? ", or where tasks wait, over the threads"
                                : "")
                .lines()
                .forEach(lines::add);
        run.flatMap(RunCard::course).ifPresent(course -> lines.add(2, duration(course)));
        return lines;
    }

    /// How long it was measured, and in how many JVMs.
    private static String duration(RunCard.Course course) {
        return ("%s, every workload had at most %s to warm up and %s for its rounds, at least %d"
                        + " and at most %d of them; scaling and CPython had less time.")
                .formatted(
                        course.jvms() == 1
                                ? "In one JVM"
                                : "In each of %d JVMs, one after the other"
                                        .formatted(course.jvms()),
                        Words.time(course.warmUp()),
                        Words.time(course.measuring()),
                        course.minRounds(),
                        course.maxRounds());
    }

    /// How the intervals are made, and what is not in them.
    private String interval() {
        var course = run.flatMap(RunCard::course);
        int jvms = course.map(RunCard.Course::jvms).orElse(1);
        if (jvms > 1)
            return ("Of %d JVMs, and of as many starts of CPython, it is the geometric mean of"
                            + " their medians. The interval is Student's t over the logarithms of these,"
                            + " since figures differ from JVM to JVM (Georges, Buytaert and"
                            + " Eeckhout 2007), joined with the interval of the median of all rounds"
                            + " (order statistics: Hettmansperger and Sheather 1986). Of a hundred"
                            + " such intervals, about five miss what they are to hold.")
                    .formatted(jvms);
        if (run.isEmpty()) return "The interval is a 95% interval of that median.";
        return "The interval is a 95% interval of that median"
                + (course.isPresent()
                        ? " (order statistics: Hettmansperger and Sheather 1986)"
                        : "")
                + ". All rounds are of one JVM: what differs from JVM to JVM is not in the"
                + " interval, so another run lies outside it more often than one time in twenty;"
                + (run.get().size().equals(QUICK)
                        ? " a standard run has it."
                        : " a standard run of a newer version has it.");
    }

    /// What the figures of CPython are, if there are any.
    private String cpython() {
        var python = rows.stream().filter(ResultRow::isResident).toList();
        if (python.isEmpty()) return "";
        return python.stream().anyMatch(row -> row.memoryMegabytes() > 0)
                ? "Of CPython the megabytes are the most that was resident during a run, the"
                        + " interpreter included, and where a pool of processes did the job, all of"
                        + " them; what they share counts in each. Its threads are not known."
                : "Of CPython there are only elapsed and processor time.";
    }

    private String answers() {
        long wrong = rows.stream().filter(row -> !row.answerOk()).count();
        return wrong == 0
                ? "%s, all right.".formatted(Words.count(rows.size(), "row"))
                : "%d of %s wrong.".formatted(wrong, Words.count(rows.size(), "row"));
    }
}
