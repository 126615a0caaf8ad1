package lab.view;

import java.util.List;
import java.util.stream.Collectors;

/// Comma-separated values as RFC 4180 has them, except that lines end in a single line feed.
final class Csv {
    private Csv() {}

    /// A line of fields, quoted where they must be.
    static String line(List<String> fields) {
        return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\n"));
    }

    private static String field(String text) {
        boolean plain =
                text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                        && text.equals(text.strip());
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
