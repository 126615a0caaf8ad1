package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/// What a run of a lesson wrote.
///
/// @param folder where results went
record RunFolder(Path folder) {
    private static final List<String> COLUMNS =
            List.of(
                    "lesson",
                    "experiment",
                    "workload",
                    "variant",
                    "workers",
                    "rounds",
                    "median_ms",
                    "speedup",
                    "speedup_low",
                    "speedup_high",
                    "cpu_ms",
                    "allocated_mb",
                    "peak_threads",
                    "answer_ok",
                    "cpu",
                    "cores",
                    "jdk",
                    "os",
                    "at");
    private static final int SMALLEST_PICTURE = 300;

    /// The results, as a reader's own tools would read them.
    Table results() {
        var options =
                CsvReadOptions.builder(folder.resolve("results.csv").toFile())
                        .columnTypes(name -> ColumnType.STRING)
                        .build();
        return Table.read().usingOptions(options);
    }

    /// Fails unless there is a row for each variant, in the columns that are promised, and sound.
    void assertResults(String lesson) {
        var table = results();
        assertEquals(COLUMNS, table.columnNames());
        assertTrue(table.rowCount() > 1, "results.csv has " + table.rowCount() + " rows");
        for (var row : table) {
            var what = row.getString("experiment") + ", " + row.getString("variant");
            assertEquals(lesson, row.getString("lesson"));
            assertEquals("true", row.getString("answer_ok"), what);
            assertTrue(number(row.getString("workers")) >= 1, what);
            assertTrue(number(row.getString("rounds")) >= 3, what);
            assertTrue(number(row.getString("median_ms")) > 0, what);
            assertTrue(number(row.getString("cpu_ms")) >= 0, what);
            assertTrue(
                    number(row.getString("speedup_low")) <= number(row.getString("speedup"))
                            && number(row.getString("speedup"))
                                    <= number(row.getString("speedup_high")),
                    what);
            assertFalse(row.getString("cpu").isBlank() || row.getString("jdk").isBlank(), what);
        }
    }

    /// Fails unless there are charts, each a picture, a drawing and a table of what is drawn.
    void assertCharts() throws IOException {
        var pictures = files(".png");
        assertFalse(pictures.isEmpty(), "no chart was written");
        for (var picture : pictures) {
            assertPicture(picture.toString(), Files.readAllBytes(picture));
            var name = picture.getFileName().toString().replaceFirst("\\.png$", "");
            var drawing = Files.readString(folder.resolve(name + ".svg"));
            assertTrue(drawing.contains("<svg") && drawing.contains("</svg>"), name);
            assertTrue(drawing.contains("<title>"), name + ".svg has no title for a screen reader");
            assertTrue(
                    Files.readAllLines(folder.resolve(name + ".csv")).size() > 1,
                    name + ".csv has no rows");
        }
    }

    /// Fails unless the bytes are a picture that a reader can see something in.
    static void assertPicture(String name, byte[] png) throws IOException {
        var image = ImageIO.read(new java.io.ByteArrayInputStream(png));
        assertNotNull(image, name + " is no picture");
        assertTrue(
                image.getWidth() >= SMALLEST_PICTURE && image.getHeight() >= SMALLEST_PICTURE / 2,
                name + " is only %d by %d".formatted(image.getWidth(), image.getHeight()));
        long colours =
                java.util.stream.IntStream.range(0, image.getWidth() * image.getHeight())
                        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                        .distinct()
                        .limit(4)
                        .count();
        assertTrue(colours == 4, name + " is blank: it has " + colours + " colours");
    }

    private List<Path> files(String end) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }
}
