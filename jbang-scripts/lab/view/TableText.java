package lab.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/// A table as lines of text: numbers aligned at their points, words wrapped where the line is
/// short. A first column that says the same in rows that follow each other becomes headings.
final class TableText {
    private static final String GAP = "  ";
    private static final int NARROWEST = 8;
    private static final int WIDEST_WORD = 26;
    private static final char FIXED_SPACE = '\u00a0';
    private static final Pattern INTERVAL = Pattern.compile("\\S+ \\(\\S+ to \\S+\\)");

    private final List<Column> columns;
    private final List<String> headings;
    private final String caption;

    /// A column. @param needed its longest word
    private record Column(String name, boolean numeric, List<String> cells, int needed, int width) {
        Column narrower() {
            return new Column(name, numeric, cells, needed, width - 1);
        }

        boolean canGive() {
            return !numeric && width > Math.max(NARROWEST, needed);
        }

        String pad(String text) {
            var space = " ".repeat(Math.max(0, width - text.length()));
            return numeric ? space + text : text + space;
        }

        List<String> lines(String text) {
            return wrap(text, width);
        }
    }

    private TableText(Table table, int room) {
        caption = table.name() == null ? "" : table.name();
        var all = new ArrayList<Column>();
        for (int c = 0; c < table.columnCount(); c++) all.add(column(table, c));
        boolean grouped = all.size() > 1 && !all.getFirst().numeric() && repeats(all.getFirst());
        headings = grouped ? all.removeFirst().cells() : List.of();
        columns = fit(all, room - GAP.length() * (all.size() - 1));
    }

    static String of(Table table, int room) {
        return new TableText(table, room).text(room);
    }

    private static Column column(Table table, int c) {
        boolean numeric = Tables.isNumeric(table.column(c));
        var cells = new ArrayList<String>();
        for (int r = 0; r < table.rowCount(); r++)
            cells.add(together(Tables.cell(table.column(c), r)));
        if (numeric) alignPoints(cells);
        var name = table.column(c).name();
        int widest = cells.stream().mapToInt(String::length).max().orElse(0);
        return new Column(
                name,
                numeric,
                cells,
                Math.min(WIDEST_WORD, longestWord(cells)),
                Math.max(widest, longestWord(List.of(name))));
    }

    private static boolean repeats(Column column) {
        return IntStream.range(1, column.cells().size())
                .anyMatch(r -> column.cells().get(r).equals(column.cells().get(r - 1)));
    }

    /// Takes from the widest column of words until all fit, or until no column can give any more.
    private static List<Column> fit(List<Column> wanted, int room) {
        var fitted = new ArrayList<>(wanted);
        while (fitted.stream().mapToInt(Column::width).sum() > room) {
            int widest = -1;
            for (int c = 0; c < fitted.size(); c++)
                if (fitted.get(c).canGive()
                        && (widest < 0 || fitted.get(c).width() > fitted.get(widest).width()))
                    widest = c;
            if (widest < 0) break;
            fitted.set(widest, fitted.get(widest).narrower());
        }
        return fitted;
    }

    private String text(int room) {
        var text = new StringBuilder();
        if (!caption.isBlank()) for (var line : wrap(caption, room)) text.append(line).append('\n');
        row(text, columns.stream().map(Column::name).toList(), true);
        text.append(
                        columns.stream()
                                .map(column -> "-".repeat(column.width()))
                                .collect(Collectors.joining(GAP)))
                .append('\n');
        int rows = columns.getFirst().cells().size();
        for (int r = 0; r < rows; r++) {
            if (!headings.isEmpty() && (r == 0 || !headings.get(r).equals(headings.get(r - 1))))
                text.append(headings.get(r).replace(FIXED_SPACE, ' ')).append('\n');
            int row = r;
            row(text, columns.stream().map(column -> column.cells().get(row)).toList(), false);
        }
        return text.toString();
    }

    private void row(StringBuilder text, List<String> cells, boolean header) {
        var wrapped = new ArrayList<List<String>>();
        for (int c = 0; c < cells.size(); c++) wrapped.add(columns.get(c).lines(cells.get(c)));
        int lines = wrapped.stream().mapToInt(List::size).max().orElse(0);
        for (int l = 0; l < lines; l++) {
            var line = new ArrayList<String>();
            for (int c = 0; c < cells.size(); c++) {
                int at = header ? l - (lines - wrapped.get(c).size()) : l;
                boolean some = at >= 0 && at < wrapped.get(c).size();
                line.add(columns.get(c).pad(some ? wrapped.get(c).get(at) : ""));
            }
            text.append(String.join(GAP, line).replace(FIXED_SPACE, ' ').stripTrailing())
                    .append('\n');
        }
    }

    /// Keeps an estimate and its interval on one line.
    private static String together(String text) {
        return INTERVAL.matcher(text).replaceAll(m -> m.group().replace(' ', FIXED_SPACE));
    }

    private static void alignPoints(List<String> numbers) {
        int after = numbers.stream().mapToInt(TableText::afterPoint).max().orElse(0);
        numbers.replaceAll(number ->
                number.isEmpty()
                        ? ""
                        : number + String.valueOf(FIXED_SPACE).repeat(after - afterPoint(number)));
    }

    private static int afterPoint(String number) {
        int point = number.indexOf('.');
        return point < 0 ? 0 : number.length() - point;
    }

    private static int longestWord(List<String> texts) {
        return texts.stream()
                .flatMap(text -> Arrays.stream(text.split(" ")))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /// The text in lines no longer than this, broken between words, or within a word that is
    /// longer.
    static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (!line.isEmpty()) line.append(' ');
            line.append(word);
            while (line.length() > width) {
                lines.add(line.substring(0, width));
                line.delete(0, width);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
