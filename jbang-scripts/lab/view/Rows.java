package lab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// Tables of a lesson's own, given row by row.
public final class Rows {
    private Rows() {}

    /// The rows as a table. A column whose values are all whole numbers, or all numbers, is shown
    /// as such, and any other as words.
    ///
    /// @param title the table's caption
    /// @throws IllegalArgumentException if a row is not as long as the header
    public static Table table(String title, List<String> header, List<? extends List<?>> rows) {
        for (var row : rows)
            if (row.size() != header.size())
                throw new IllegalArgumentException(
                        "a row of '%s' needs %d values: %s".formatted(title, header.size(), row));
        var table = Table.create(title);
        for (int c = 0; c < header.size(); c++) {
            int place = c;
            table.addColumns(
                    column(
                            header.get(c),
                            rows.stream().<Object>map(row -> row.get(place)).toList()));
        }
        return table;
    }

    /// The same, with a row for each entry of a map, in the map's order.
    ///
    /// @param row the values of the row of a key and its value
    public static <K, V> Table table(
            String title, List<String> header, Map<K, V> each, BiFunction<K, V, List<?>> row) {
        var rows = new ArrayList<List<?>>();
        each.forEach((key, value) -> rows.add(row.apply(key, value)));
        return table(title, header, rows);
    }

    private static Column<?> column(String name, List<Object> values) {
        if (values.stream().allMatch(Integer.class::isInstance))
            return IntColumn.create(name, values.stream().mapToInt(Integer.class::cast));
        if (values.stream().allMatch(Number.class::isInstance))
            return Tables.figures(name, values.stream().map(v -> ((Number) v).doubleValue()));
        return Tables.words(name, values.stream().map(String::valueOf));
    }
}
