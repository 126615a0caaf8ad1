package lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import lab.measure.MachineCard;
import lab.results.ResultRow;
import org.jsoup.nodes.Element;

/// What the figures were measured on, and how. All numbers come from the rows.
final class Method {
    private static final String HOW =
            """
            Every model does the same fixed work, and its answer is checked before any timing: %s
            All models of a workload were measured in the same interleaved rounds, so that what \
            disturbs the machine hits all alike: %s behind each figure.
            A speedup is the median, over the rounds, of the reference's elapsed time over the \
            model's in the same round. The interval is the middle 95%% of its bootstrap (Efron \
            1979). Where it includes 1, there is no measurable difference.
            Busy cores: processor time over elapsed time, medians of both; a pool of processes has \
            its workers' time in it. Megabytes: 10^6 bytes, the median of what the Java threads of \
            the measuring JVM allocated in a run. Peak threads: the most platform threads of that \
            JVM at once, beyond those that were there before. Of CPython there are only elapsed \
            and processor time.
            Models are tied where their intervals overlap, which errs on the side of a tie. A \
            recommendation rests on nothing but the rows of this page.
            Scaling: least-squares fits of Amdahl's law (1967) and of the Universal Scalability \
            Law (Gunther 2007) to the medians, over the cores that can be busy. With fewer than \
            three core counts, the latter is shown at its worst: all of the loss put on coherency.
            """;

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
        HOW.formatted(answers(), Words.range(rounds.getMin(), rounds.getMax(), "round"))
                .lines()
                .forEach(lines::add);
        return lines;
    }

    private String answers() {
        long wrong = rows.stream().filter(row -> !row.answerOk()).count();
        return wrong == 0
                ? "%s, all right.".formatted(Words.count(rows.size(), "row"))
                : "%d of %s wrong.".formatted(wrong, Words.count(rows.size(), "row"));
    }
}
