package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lab.results.NotResults;
import lab.results.Recommendation;
import lab.results.ResultRow;
import lab.results.Results;
import lab.view.ResultsCsv;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The recommendation against an oracle that knows nothing of the library: it reads the file as
/// text, and decides by the ratio of two models, while the library compares their intervals.
class RecommendationProperties {
    private static final int TRIES = 250;
    private static final List<String> MODELS =
            List.of(
                    "threads",
                    "fixed pool",
                    "fork/join",
                    "parallel stream",
                    "virtual threads",
                    "event loop",
                    "process pool",
                    "interpreter lock",
                    "CPython threading",
                    "a model of my own");

    /// What the oracle makes of a line. @param ok whether it can be recommended
    private record Seen(String model, double low, double estimate, double high, boolean ok) {
        static Seen of(String line) {
            var f = line.split(",", -1);
            boolean known = List.of(f[7], f[8], f[9]).stream().noneMatch(String::isEmpty);
            boolean ok =
                    known
                            && f[13].equals("true")
                            && !f[3].equals("interpreter lock")
                            && !f[3].startsWith("CPython");
            return new Seen(f[3], number(f[8]), number(f[7]), number(f[9]), ok);
        }

        private static double number(String text) {
            return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
        }

        boolean isTiedWith(Seen other) {
            return low / other.high <= 1 && high / other.low >= 1;
        }
    }

    /// Lines of one workload: few different speedups, so that ties and equal ends are common, and
    /// now and then a wrong answer, a missing figure, or no sequential version.
    @Provide
    Arbitrary<List<String>> sheets() {
        var figure = Arbitraries.integers().between(6, 40).map(tenths -> tenths / 10.0);
        var slack = Arbitraries.of(0.0, 0.0, 0.1, 0.1, 0.2, 0.5, 3.0);
        var answer = Arbitraries.of(true, true, true, true, false);
        var gap = Arbitraries.of(0, 0, 0, 0, 0, 0, 1, 2, 3);
        var busy = Arbitraries.of(0.02, 0.5, 1.0, 1.1, 1.5, 1.9, 2.0);
        var tail =
                Combinators.combine(figure, slack, slack, answer, gap, busy)
                        .as(RecommendationProperties::tail);
        var some = Arbitraries.of(MODELS).set().ofMinSize(0).ofMaxSize(MODELS.size());
        var sequential = Arbitraries.of(true, true, true, true, false);
        return Combinators.combine(some, tail.list().ofSize(MODELS.size()), sequential)
                .as(RecommendationProperties::sheet)
                .filter(lines -> !lines.isEmpty());
    }

    private static String tail(
            double speedup, double below, double above, boolean ok, int gap, double busy) {
        double millis = 1000 / speedup;
        return "2,9,%s,%s,%s,%s,%s,1.5,2,%s,Test CPU,2,Test JDK,Test OS,2026-11-22T16:34:14Z"
                .formatted(
                        millis,
                        gap == 1 ? "" : speedup,
                        gap == 2 ? "" : Math.max(0.1, Math.round((speedup - below) * 10) / 10.0),
                        gap == 3 ? "" : Math.round((speedup + above) * 10) / 10.0,
                        millis * busy,
                        ok);
    }

    private static List<String> sheet(Set<String> models, List<String> tails, boolean sequential) {
        var lines = new ArrayList<String>();
        if (sequential)
            lines.add(
                    "cheatsheet,models,primes,sequential,1,9,1000,1,1,1,1000,1.5,0,true,Test CPU,2,"
                            + "Test JDK,Test OS,2026-11-22T16:34:14Z");
        int i = 0;
        for (var model : new TreeSet<>(models))
            lines.add("cheatsheet,models,primes," + model + "," + tails.get(i++));
        return lines;
    }

    @Property(tries = TRIES)
    void itIsWhatAnOracleSays(@ForAll("sheets") List<String> lines) throws Exception {
        var recommended = recommend(lines);
        var seen = lines.stream().map(Seen::of).filter(Seen::ok).toList();
        double most =
                seen.stream().filter(s -> s.low > 1).mapToDouble(Seen::estimate).max().orElse(1);
        var expected =
                seen.stream()
                        .filter(s -> most > 1 ? s.low > 1 && s.estimate == most : isSequential(s))
                        .map(Seen::model)
                        .collect(Collectors.toSet());
        if (expected.isEmpty()) {
            assertEquals(List.of(), recommended.best(), recommended.text());
            assertTrue(recommended.text().startsWith("nothing to recommend"), recommended.text());
            return;
        }
        var best = recommended.best().getFirst();
        assertTrue(expected.contains(best.variant()), () -> expected + ": " + recommended.text());
        assertTrue(recommended.text().startsWith(best.variant()), recommended.text());
        var chosen =
                seen.stream().filter(s -> s.model.equals(best.variant())).findFirst().orElseThrow();
        assertEquals(
                seen.stream()
                        .filter(s -> s == chosen || s.isTiedWith(chosen))
                        .map(Seen::model)
                        .collect(Collectors.toSet()),
                recommended.best().stream().map(ResultRow::variant).collect(Collectors.toSet()));
    }

    @Property(tries = TRIES)
    void theTextCallsTiesTiesAndTheRestSlower(@ForAll("sheets") List<String> lines)
            throws Exception {
        var recommended = recommend(lines);
        if (recommended.best().isEmpty()) return;
        var parts = Arrays.asList(recommended.text().split("; "));
        var ties =
                recommended.best().stream()
                        .skip(1)
                        .map(ResultRow::variant)
                        .collect(Collectors.toSet());
        assertEquals(ties, named(parts, "cannot be told from it"));
        var slower =
                lines.stream()
                        .map(Seen::of)
                        .filter(Seen::ok)
                        .map(Seen::model)
                        .filter(model -> !model.equals("sequential") && !ties.contains(model))
                        .filter(model -> !model.equals(recommended.best().getFirst().variant()))
                        .collect(Collectors.toSet());
        var said = named(parts.subList(1, parts.size()), "slower", "limited by");
        assertEquals(slower, said, recommended.text());
    }

    /// The models that the parts with such words begin with.
    private static Set<String> named(List<String> parts, String... words) {
        var names = new TreeSet<>(MODELS);
        names.add("sequential");
        return parts.stream()
                .filter(part -> Arrays.stream(words).anyMatch(part::contains))
                .flatMap(part -> names.stream().filter(name -> names(part, name)))
                .collect(Collectors.toSet());
    }

    /// Whether the part speaks of this model, and not of one whose name has this one in it.
    private static boolean names(String part, String model) {
        return model.equals("threads")
                ? part.replace("virtual threads", "").contains(model)
                : part.contains(model);
    }

    @Property(tries = TRIES)
    void whatDoesNotCountChangesNothing(@ForAll("sheets") List<String> lines) throws Exception {
        var counting = lines.stream().filter(line -> Seen.of(line).ok()).toList();
        if (counting.isEmpty()) return;
        assertEquals(recommend(counting).best(), recommend(lines).best());
    }

    @Property(tries = TRIES)
    void theOrderOfTheRowsDoesNotMatter(@ForAll("sheets") List<String> lines, @ForAll long seed)
            throws Exception {
        var shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, new Random(seed));
        var one = recommend(lines);
        var other = recommend(shuffled);
        assertEquals(one.best(), other.best());
        assertFalse(one.text().isBlank());
    }

    private static boolean isSequential(Seen seen) {
        return seen.model.equals("sequential");
    }

    private static Recommendation recommend(List<String> lines) throws IOException, NotResults {
        var file = Files.createTempFile("results", ".csv");
        try {
            Files.writeString(
                    file,
                    String.join(",", ResultsCsv.COLUMNS) + "\n" + String.join("\n", lines) + "\n");
            return Recommendation.of(Results.read(file), List.of());
        } finally {
            Files.delete(file);
        }
    }
}
