package tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The libraries that the scripts ask for, and whether each version is pinned and written once.
final class Dependencies {
    private static final Pattern DEPS = Pattern.compile("(?m)^//DEPS +(.+)$");
    private static final Pattern PINNED =
            Pattern.compile("[^:@]+:[^:@]+:(\\d[\\w.-]*)(:[^:@]+)?(@[a-z]+)?");
    private static final Pattern FLOATING =
            Pattern.compile("(?i).*(SNAPSHOT|LATEST|RELEASE|[+\\[(,]).*");

    private Dependencies() {}

    /// What is wrong, a line each: a version that is not pinned, or one that is written twice.
    static List<String> problems(Project project) {
        var problems = new ArrayList<String>();
        var places = new TreeMap<String, List<String>>();
        for (var file : project.javaFiles()) {
            var name = project.name(file);
            for (var dependency : of(project.text(file))) {
                var pinned = PINNED.matcher(dependency);
                if (!pinned.matches() || FLOATING.matcher(dependency).matches())
                    problems.add(name + ": " + dependency + " is not pinned to a version");
                else places.computeIfAbsent(dependency, key -> new ArrayList<>()).add(name);
            }
        }
        for (var file : project.files()) {
            var name = project.name(file);
            if (name.startsWith("data/") || name.matches(".*\\.(png|jpg|jar|class)")) continue;
            var text = project.text(file);
            for (var place : places.entrySet()) {
                var parts = place.getKey().split("[:@]");
                var jar = parts[1] + "-" + parts[2];
                var coordinates = parts[1] + ":" + parts[2];
                if (!place.getValue().contains(name)
                        && (text.contains(jar) || text.contains(coordinates)))
                    place.getValue().add(name);
            }
        }
        for (Map.Entry<String, List<String>> place : places.entrySet())
            if (place.getValue().size() > 1)
                problems.add(
                        "%s is written in %s: one of them is enough"
                                .formatted(place.getKey(), String.join(" and ", place.getValue())));
        versions(places)
                .forEach((artifact, versions) -> {
                    if (versions.size() > 1)
                        problems.add(
                                artifact
                                        + " is asked for in versions "
                                        + String.join(" and ", versions));
                });
        return problems;
    }

    private static List<String> of(String text) {
        return DEPS.matcher(text)
                .results()
                .flatMap(line -> Pattern.compile("[\\s,;]+").splitAsStream(line.group(1).strip()))
                .toList();
    }

    private static Map<String, List<String>> versions(Map<String, List<String>> places) {
        var versions = new TreeMap<String, List<String>>();
        for (var dependency : places.keySet()) {
            var parts = dependency.split("[:@]");
            versions.computeIfAbsent(parts[0] + ":" + parts[1], key -> new ArrayList<>())
                    .add(parts[2]);
        }
        return versions;
    }
}
