package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import lab.results.NotResults;
import lab.results.Note;
import lab.results.Notes;
import lab.results.References;
import lab.results.ResultRow;
import lab.results.Results;
import lab.view.ResultsCsv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Results and notes that are read back: what was written comes back, and nothing else is taken.
class ResultsTest {
    private static final String HEADER = String.join(",", ResultsCsv.COLUMNS);
    private static final String ROW =
            "cheatsheet,models,primes,threads,2,9,100,1.9,1.8,2.0,195,0.5,2,true,Test CPU,2,"
                    + "Test JDK 25,Test OS 1 amd64,2026-11-22T16:34:14Z";

    @TempDir Path folder;

    @Test
    void whatWasWrittenComesBack() throws Exception {
        var file = folder.resolve("results.csv");
        ResultsCsv.append(file, "parallelism", MadeUp.primes(), MadeUp.MACHINE, SheetRows.DAY);
        ResultsCsv.append(file, "parallelism", MadeUp.words(), MadeUp.MACHINE, SheetRows.DAY);
        var rows = Results.read(file);
        assertEquals(8, rows.size());
        var row = rows.get(1);
        assertEquals("static, \"equal\" ranges", row.variant());
        assertEquals(MadeUp.interval(1.38, 1.45, 1.47), row.speedup());
        assertEquals(165.004, row.medianMillis(), 1e-9);
        assertEquals(2, row.busyCores(), 1e-9);
        assertEquals("Test <CPU> & Co", row.cpu());
        assertEquals(SheetRows.DAY, row.at());
        assertTrue(rows.stream().allMatch(ResultRow::counts));
    }

    @Test
    void aFileAsASpreadsheetSavesIt() throws Exception {
        var text = "\uFEFF" + HEADER + "\r\n" + ROW.replace("threads", "\"threads\"") + "\r\n";
        assertEquals("threads", read(text).getFirst().variant());
    }

    @Test
    void whatIsEmptyIsNotKnown() throws Exception {
        var row =
                read(HEADER + "\n" + ROW.replace(",100,1.9,1.8,2.0,195,", ",,1.9,1.8,,,"))
                        .getFirst();
        assertTrue(Double.isNaN(row.medianMillis()));
        assertTrue(Double.isNaN(row.busyCores()));
        assertEquals(1.9, row.speedup().estimate());
        assertFalse(row.isMeasured(), "the interval has no high end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threads,2,9  | threads,two,9       | line 2: workers should be a whole number",
                "threads,2,9  | threads,0,9         | line 2: workers should be a whole number",
                "threads,2,9  | threads,2           | line 2: there are 18 fields",
                "threads,2,9  | threads,2,9,9       | line 2: there are 20 fields",
                "threads,2,9  | ,2,9                | line 2: variant should be a name",
                "threads,2,9  | \"threads,2,9       | line 2: the quotes",
                "threads,2,9  | \"threads\"s,2,9    | line 2: the quotes",
                "1.9,1.8,2.0  | 1.9,1.95,2.0        | line 2: speedup_low should be at most speedup",
                "1.9,1.8,2.0  | 1.9,1.8,1.85        | line 2: speedup_high should be at least",
                "1.9,1.8,2.0  | 1.9,-1.8,2.0        | line 2: speedup_low should be a number",
                "195          | fast                | line 2: cpu_ms should be a number",
                "true         | perhaps             | line 2: answer_ok should be true or false",
                "16:34:14Z    | 16:3                | line 2: at should be an instant",
                "2026-11-22T16:34:14Z | ''          | line 2: at should be an instant",
                "peak_threads | peak_threads,memory | line 1: these results are of another version",
                "peak_threads,| ''                  | there is no 'peak_threads'",
                "peak_threads | peak                | there is no 'peak_threads', and there is 'peak'",
                "rounds,median_ms | median_ms,rounds | the columns are in another order",
            })
    void whatIsBrokenIsRefusedInALine(String sound, String broken, String complaint) {
        var text = HEADER + "\n" + ROW + "\n";
        assertTrue(text.contains(sound), sound);
        refused(complaint, text.replaceFirst(java.util.regex.Pattern.quote(sound), broken));
    }

    @Test
    void theLineIsTheOneThatIsBroken() {
        var lines = HEADER + "\n" + ROW + "\n\n" + ROW.replace("9,100", "nine,100") + "\n" + ROW;
        refused("line 4: rounds", lines);
        refused(
                "line 3: there are 4 fields",
                HEADER + "\n" + ROW + "\ncheatsheet,models,primes,thr");
    }

    @Test
    void whatIsNoneIsRefusedInALine() throws Exception {
        refused("line 1: the file is empty", "");
        refused("line 1: there is a header, and no result", HEADER + "\n");
        refused("line 1: these are no results", "a,b,c\n1,2,3\n");
        refused("line 1: these are no results", HEADER.replace(',', ';') + "\n");
        refused("line 1: these are no results", "Dear reader,\nthis is a letter.\n");
        refused("line 2: this is no text", HEADER + "\n" + ROW + "\0");
        var file = Files.write(folder.resolve("latin.csv"), new byte[] {(byte) 0xE9, ',', 'a'});
        var problem = assertThrows(NotResults.class, () -> Results.read(file));
        assertTrue(problem.getMessage().contains("no text in UTF-8"), problem.getMessage());
        assertThrows(NoSuchFileException.class, () -> Results.read(folder.resolve("none.csv")));
    }

    @Test
    void theLastOfACellCounts() {
        var first = SheetRows.row("threads", 2, 1.9, 1.8, 1.9, 2.0);
        var other = SheetRows.row("threads", 4, 1.9, 1.8, 1.9, 2.0);
        var again = SheetRows.speedup(first, 1.5, 1.6, 1.7);
        assertEquals(List.of(again, other), Results.latest(List.of(first, other, again)));
    }

    @Test
    void notesComeBackInTheirOrder() throws Exception {
        var file = folder.resolve("deep").resolve("notes.csv");
        assertEquals(List.of(), Notes.read(file));
        var some =
                List.of(
                        new Note("primes", "event loop", Note.Kind.NO_SENSE, "one thread, \"one\""),
                        new Note("files", "process pool", Note.Kind.FAILED, "no space\nleft"));
        var more = List.of(new Note("primes", "CPython", Note.Kind.ABSENT, "no Python here"));
        Notes.append(file, some);
        Notes.append(file, more);
        assertEquals(List.of(some.getFirst(), some.getLast(), more.getFirst()), Notes.read(file));
    }

    @Test
    void aNoteOfAnUnknownKindIsRefused() throws Exception {
        var file =
                Files.writeString(
                        folder.resolve("notes.csv"), "workload,model,kind,why\na,b,c,d\n");
        var problem = assertThrows(NotResults.class, () -> Notes.read(file));
        assertTrue(
                problem.getMessage()
                        .endsWith(
                                "line 2: kind should be one of 'no sense', 'failed', 'absent', and is 'c'"),
                problem.getMessage());
    }

    @Test
    void theReferenceRunsOfNamedMachinesCanBeRead() throws Exception {
        var data = Project.here().root().resolve("data");
        var machines = References.find(data);
        try (var folders = Files.list(data.resolve(References.FOLDER))) {
            assertEquals(
                    folders.map(path -> path.getFileName().toString()).collect(Collectors.toSet()),
                    machines.stream().map(side -> side.label()).collect(Collectors.toSet()));
        }
        assertTrue(
                machines.stream()
                        .flatMap(side -> side.rows().stream())
                        .allMatch(row -> row.answerOk()));
        for (var sheet : References.sheets(data)) {
            assertEquals("standard", sheet.size(), sheet.label());
            assertTrue(sheet.rows().stream().allMatch(row -> row.lesson().equals("cheatsheet")));
        }
        assertEquals(List.of(), References.find(folder));
    }

    private List<ResultRow> read(String text) throws IOException, NotResults {
        var file = folder.resolve("results.csv");
        return Results.read(Files.write(file, text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Fails unless the text is refused in a line that names the file and says this.
    private void refused(String complaint, String text) {
        var problem = assertThrows(NotResults.class, () -> read(text), text);
        assertEquals(1, problem.getMessage().lines().count(), problem.getMessage());
        assertTrue(problem.getMessage().contains("results.csv, line "), problem.getMessage());
        assertTrue(problem.getMessage().contains(complaint.strip()), problem.getMessage());
    }
}
