package lab.results;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lab.measure.Interval;

/// A CSV file whose columns are known, read strictly: what is not as it should be is refused with
/// the line that it is on.
final class CsvFile {
    private static final long LARGEST = 100_000_000;
    private static final String QUOTES = "the quotes in it do not match";

    private CsvFile() {}

    /// The rows below the header.
    ///
    /// @throws NotResults if the file is no such CSV file
    static List<Row> read(Path file, List<String> columns) throws IOException, NotResults {
        var parser = parser();
        var rows = new ArrayList<Row>();
        parser.beginParsing(new StringReader(text(file)));
        long before = 0;
        try {
            for (var f = parser.parseNext(); f != null; f = parser.parseNext()) {
                var row = new Row(file, before + 1, columns, Arrays.asList(f));
                before = parser.getContext().currentLine();
                if (!row.isBlank()) rows.add(row);
            }
        } catch (TextParsingException e) {
            throw NotResults.at(file, before + 1, QUOTES);
        } finally {
            parser.stopParsing();
        }
        if (rows.isEmpty()) throw NotResults.at(file, 1, "the file is empty");
        Header.check(file, rows.removeFirst().fields(), columns);
        for (var row : rows) row.checkLength();
        return rows;
    }

    private static CsvParser parser() {
        var settings = new CsvParserSettings();
        settings.setLineSeparatorDetectionEnabled(true);
        settings.setUnescapedQuoteHandling(UnescapedQuoteHandling.RAISE_ERROR);
        settings.setCommentProcessingEnabled(false);
        settings.setSkipEmptyLines(false); // so that lines can be counted
        settings.setIgnoreLeadingWhitespaces(false);
        settings.setIgnoreTrailingWhitespaces(false);
        settings.setMaxCharsPerColumn(-1);
        settings.setNullValue("");
        settings.setEmptyValue("");
        return new CsvParser(settings);
    }

    /// The file's text, if it is text.
    private static String text(Path file) throws IOException, NotResults {
        if (Files.size(file) > LARGEST)
            throw NotResults.at(file, 1, "this is too large for a file of results");
        var bytes = Files.readAllBytes(file);
        for (int i = 0, line = 1; i < bytes.length; i++) {
            if (bytes[i] == 0) throw NotResults.at(file, line, "this is no text");
            if (bytes[i] == '\n') line++;
        }
        try {
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw NotResults.at(file, 1, "this is no text in UTF-8");
        }
    }

    /// A row, and where it is.
    ///
    /// @param line the line that it begins on, from 1
    record Row(Path file, long line, List<String> columns, List<String> fields) {
        private boolean isBlank() {
            return fields.size() == 1 && fields.getFirst().isBlank();
        }

        private void checkLength() throws NotResults {
            if (fields.size() < columns.size() && fields.getLast().contains("\n"))
                throw NotResults.at(file, line, QUOTES); // an opening one swallows what follows
            if (fields.size() != columns.size())
                throw NotResults.at(
                        file,
                        line,
                        "there are %d fields, and there should be %d"
                                .formatted(fields.size(), columns.size()));
        }

        /// What is wrong with a field, and what it should be.
        NotResults wrong(int column, String wanted) {
            return NotResults.at(
                    file,
                    line,
                    "%s should be %s, and is %s"
                            .formatted(
                                    columns.get(column),
                                    wanted,
                                    NotResults.quoted(fields.get(column))));
        }

        String text(int column) {
            return fields.get(column);
        }

        /// A text that says something.
        String word(int column) throws NotResults {
            if (text(column).isBlank()) throw wrong(column, "a name");
            return text(column);
        }

        int whole(int column, int least) throws NotResults {
            try {
                int value = Integer.parseInt(text(column));
                if (value >= least) return value;
            } catch (NumberFormatException e) {
                // Said below, as for a number that is too small.
            }
            throw wrong(column, "a whole number from %d".formatted(least));
        }

        /// A number from 0, or NaN if it is left empty.
        double figure(int column) throws NotResults {
            var text = text(column);
            if (text.isBlank() || text.equals("NaN")) return Double.NaN;
            try {
                double value = Double.parseDouble(text);
                if (value >= 0) return value;
            } catch (NumberFormatException e) {
                // Said below, as for a number that is too small.
            }
            throw wrong(column, "a number from 0, or empty");
        }

        Interval interval(int low, int estimate, int high) throws NotResults {
            double from = or(figure(low), 0);
            double to = or(figure(high), Double.POSITIVE_INFINITY);
            double middle = or(figure(estimate), Double.POSITIVE_INFINITY);
            if (middle == Double.POSITIVE_INFINITY) to = Double.POSITIVE_INFINITY;
            if (from > middle) throw wrong(low, "at most " + columns.get(estimate));
            if (middle > to) throw wrong(high, "at least " + columns.get(estimate));
            return new Interval(from, middle, to);
        }

        private static double or(double value, double instead) {
            return Double.isNaN(value) ? instead : value;
        }

        boolean yes(int column) throws NotResults {
            return switch (text(column).toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw wrong(column, "true or false");
            };
        }

        Instant instant(int column) throws NotResults {
            try {
                return Instant.parse(text(column));
            } catch (DateTimeException e) {
                throw wrong(column, "an instant such as 2026-11-22T16:34:14Z");
            }
        }
    }
}
