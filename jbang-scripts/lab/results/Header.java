package lab.results;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/// The first line of a CSV file, held against what it should be.
final class Header {
    private static final int NAMED = 3;

    private Header() {}

    /// @throws NotResults if the columns are not those, in that order
    static void check(Path file, List<String> found, List<String> wanted) throws NotResults {
        if (found.equals(wanted)) return;
        throw NotResults.at(file, 1, complaint(found, wanted));
    }

    private static String complaint(List<String> found, List<String> wanted) {
        var missing = wanted.stream().filter(name -> !found.contains(name)).toList();
        var added = found.stream().filter(name -> !wanted.contains(name)).toList();
        if (missing.size() == wanted.size())
            return "these are no results: the columns should be %s, ..., and are %s"
                    .formatted(
                            String.join(", ", wanted.subList(0, Math.min(NAMED, wanted.size()))),
                            names(found));
        var other = "these results are of another version: ";
        if (!missing.isEmpty() && !added.isEmpty())
            return other + "there is no " + names(missing) + ", and there is " + names(added);
        if (!missing.isEmpty()) return other + "there is no " + names(missing);
        if (!added.isEmpty()) return other + "nobody knows of " + names(added);
        return new HashSet<>(found).size() < found.size()
                ? other + "a column is there twice"
                : other + "the columns are in another order";
    }

    private static String names(List<String> names) {
        return names.stream().limit(NAMED).map(NotResults::quoted).collect(Collectors.joining(", "))
                + (names.size() > NAMED ? ", ..." : "");
    }
}
