package tests;

import static java.util.Map.entry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which package may use which, and whether they do.
final class Layers {
    /// For each package of the library, what it may use besides itself. A package that is not here
    /// is a mistake: a new layer gets its place here first.
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    entry("lab.cancel", Set.of()),
                    entry("lab.measure", Set.of("lab.cancel")),
                    entry("lab.work", Set.of("lab.cancel")),
                    entry("lab.schedule", Set.of()),
                    entry("lab.system", Set.of("lab.cancel")),
                    entry("lab.observe", Set.of("lab.cancel", "lab.system")),
                    entry("lab.race", Set.of("lab.cancel", "lab.measure")),
                    entry("lab.interpreter", Set.of("lab.cancel", "lab.measure")),
                    entry("lab.python", Set.of("lab.cancel", "lab.measure", "lab.system")),
                    entry("lab.lock", Set.of("lab.cancel", "lab.measure", "lab.observe")),
                    entry("lab.load", Set.of("lab.cancel", "lab.measure")),
                    entry("lab.pool", Set.of("lab.cancel", "lab.system")),
                    entry("lab.service", Set.of("lab.cancel", "lab.system", "lab.load")),
                    entry("lab.coordination", Set.of("lab.cancel", "lab.measure")),
                    entry("lab.executor", Set.of("lab.cancel", "lab.measure", "lab.load")),
                    entry("lab.async", Set.of("lab.cancel", "lab.measure", "lab.load")),
                    entry("lab.view", Set.of("lab.measure")),
                    entry("lab.results", Set.of("lab.measure", "lab.view")),
                    entry("lab.report", Set.of("lab.results", "lab.measure", "lab.view")),
                    entry(
                            "lab.sheet",
                            Set.of(
                                    "lab.cancel",
                                    "lab.measure",
                                    "lab.work",
                                    "lab.system",
                                    "lab.interpreter",
                                    "lab.python",
                                    "lab.pool",
                                    "lab.load",
                                    "lab.service",
                                    "lab.coordination",
                                    "lab.executor",
                                    "lab.async",
                                    "lab.view",
                                    "lab.results")),
                    entry("lab.notebook", Set.of("lab.view")),
                    entry(
                            "lab",
                            Set.of(
                                    "lab.cancel",
                                    "lab.measure",
                                    "lab.work",
                                    "lab.schedule",
                                    "lab.system",
                                    "lab.observe",
                                    "lab.race",
                                    "lab.interpreter",
                                    "lab.python",
                                    "lab.lock",
                                    "lab.load",
                                    "lab.pool",
                                    "lab.service",
                                    "lab.coordination",
                                    "lab.executor",
                                    "lab.async",
                                    "lab.results",
                                    "lab.report",
                                    "lab.sheet",
                                    "lab.view")));

    /// What a lesson may not use: it is made of the library, and of nothing that keeps it going.
    private static final Set<String> NOT_FOR_LESSONS = Set.of("lab.notebook", "tools", "tests");

    private Layers() {}

    /// The packages of a project, each with the packages that it uses. Lessons are in the package
    /// with the empty name.
    static Map<String, Set<String>> of(Project project) {
        var texts =
                project.javaFiles().stream()
                        .collect(
                                Collectors.toMap(
                                        project::name, project::text, (a, b) -> a, TreeMap::new));
        var packages =
                texts.values().stream()
                        .flatMap(text -> text.lines().filter(line -> line.startsWith("package ")))
                        .map(line -> line.replaceAll("package |;.*", "").strip())
                        .collect(Collectors.toSet());
        var uses = new TreeMap<String, Set<String>>();
        texts.forEach((name, text) -> {
            var source = JavaSource.parse(name, text, packages);
            uses.computeIfAbsent(source.packageName(), key -> new TreeSet<>())
                    .addAll(source.uses());
        });
        uses.forEach((name, used) -> used.remove(name));
        return uses;
    }

    /// Where a package uses one that is not below it.
    static List<String> breaks(Map<String, Set<String>> uses) {
        var breaks = new ArrayList<String>();
        uses.forEach((name, used) -> {
            if (isIn("lab", name) && !MAY_USE.containsKey(name))
                breaks.add(name + " has no place among the layers");
            else
                used.stream()
                        .filter(other -> !mayUse(name, other))
                        .forEach(other -> breaks.add(name(name) + " must not use " + other));
        });
        return breaks;
    }

    private static boolean mayUse(String name, String other) {
        if (isIn("lab", name)) return MAY_USE.get(name).contains(other);
        if (name.isEmpty()) return NOT_FOR_LESSONS.stream().noneMatch(top -> isIn(top, other));
        return isIn("tests", name) || !isIn("tests", other);
    }

    private static boolean isIn(String top, String name) {
        return name.equals(top) || name.startsWith(top + ".");
    }

    private static String name(String packageName) {
        return packageName.isEmpty() ? "a lesson" : packageName;
    }

    /// A way round, `a, b, a`, for each package that can be reached from itself.
    static List<String> cycles(Map<String, Set<String>> uses) {
        var cycles = new ArrayList<String>();
        for (var start : uses.keySet()) {
            var cameFrom = new TreeMap<String, String>();
            Deque<String> open = new ArrayDeque<>(List.of(start));
            while (!open.isEmpty() && !cameFrom.containsKey(start)) {
                var name = open.poll();
                for (var next : uses.getOrDefault(name, Set.of()))
                    if (cameFrom.putIfAbsent(next, name) == null) open.add(next);
            }
            if (!cameFrom.containsKey(start)) continue;
            var way = new ArrayDeque<>(List.of(start));
            do way.addFirst(cameFrom.get(way.getFirst()));
            while (!way.getFirst().equals(start));
            cycles.add(String.join(", ", way));
        }
        return cycles;
    }
}
