package tools.jupyter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds notebooks by what a reader calls them.
///
/// @param folder where they are
public record NotebookChoice(Path folder) {
    private static final Pattern NAME = Pattern.compile("([0-9]+)-(.+)\\.ipynb");

    /// All of them, in their order; or those that are named by alias, number or file name.
    ///
    /// @throws UserError if there is none, or none of such a name
    public List<Path> of(List<String> names) throws IOException {
        var all = all();
        if (names.isEmpty()) {
            return all;
        }
        return names.stream().map(name -> named(name, all)).distinct().toList();
    }

    private List<Path> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UserError(
                    "There are no notebooks here (" + folder + "): run this in a checkout.");
        }
        try (var files = Files.list(folder)) {
            var found =
                    files.filter(file -> file.getFileName().toString().endsWith(".ipynb"))
                            .sorted()
                            .toList();
            if (found.isEmpty()) {
                throw new UserError(
                        "There are no notebooks in " + folder + ": make them with sync.");
            }
            return found;
        }
    }

    private static Path named(String name, List<Path> all) {
        return all.stream()
                .filter(file -> answersTo(file.getFileName().toString(), name))
                .findFirst()
                .orElseThrow(() ->
                        new UserError(
                                "There is no notebook '"
                                        + name
                                        + "'; there are: "
                                        + all.stream()
                                                .map(file ->
                                                        file.getFileName()
                                                                .toString()
                                                                .replaceFirst("\\.ipynb$", ""))
                                                .collect(Collectors.joining(", "))));
    }

    static boolean answersTo(String file, String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        if (last.equals(file) || (last + ".ipynb").equals(file)) {
            return true;
        }
        var matcher = NAME.matcher(file);
        return matcher.matches()
                && (name.equals(matcher.group(2))
                        || name.matches("[0-9]{1,9}")
                                && Integer.parseInt(name) == Integer.parseInt(matcher.group(1)));
    }
}
