package lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import lab.measure.Answers;
import lab.measure.Comparison;
import lab.measure.Experiment;
import lab.measure.Listener;
import lab.measure.Plan;
import lab.results.NotResults;
import lab.results.Note;
import lab.results.Notes;
import lab.results.ResultRow;
import lab.results.Results;
import lab.sheet.Card;
import lab.sheet.Desk;
import lab.sheet.Grid;
import lab.sheet.Input;
import lab.sheet.Sheet;
import lab.view.Display;

/// Measures a sheet in a lab, and keeps it in the folder of the run. If it goes on with a run, what
/// is in the folder already was measured before.
///
/// Used by one thread.
final class SheetDesk implements Desk, AutoCloseable {
    /// What the file of the notes is called.
    static final String NOTES = "notes.csv";

    private static final String TITLE = "sheet";

    private final Lab lab;
    private final String lesson;
    private final Path folder;
    private final List<ResultRow> before;
    private final List<Note> notes;
    private Display.Progress progress;

    /// @param lesson the rows of which are the sheet's
    /// @param goesOn whether what is in the folder need not be measured again
    /// @throws BadUsage if what is in the folder are no results
    SheetDesk(Lab lab, String lesson, Path folder, boolean goesOn) throws IOException {
        this.lab = lab;
        this.lesson = lesson;
        this.folder = folder;
        this.before = goesOn ? rows() : List.of();
        this.notes = new ArrayList<>(notesOf(folder));
        this.progress = lab.report.display().progress(TITLE);
    }

    private List<ResultRow> rows() throws IOException {
        var file = folder.resolve(Results.FILE);
        if (!Files.isRegularFile(file)) return List.of();
        try {
            return Results.latest(
                    Results.read(file).stream()
                            .filter(row -> row.lesson().equals(lesson))
                            .toList());
        } catch (NotResults e) {
            throw new BadUsage(e.getMessage());
        }
    }

    private static List<Note> notesOf(Path folder) throws IOException {
        try {
            return Notes.read(folder.resolve(NOTES));
        } catch (NotResults e) {
            throw new BadUsage(e.getMessage());
        }
    }

    /// Forgets what may be otherwise in a run that goes on: what failed, and what was not there.
    static void forgetFailures(Path folder) throws IOException {
        var lasting =
                notesOf(folder).stream().filter(note -> note.kind() == Note.Kind.NO_SENSE).toList();
        Files.deleteIfExists(folder.resolve(NOTES));
        if (!lasting.isEmpty()) Notes.append(folder.resolve(NOTES), lasting);
    }

    @Override
    public <T> T run(Callable<T> body) throws Exception {
        return lab.run(body);
    }

    @Override
    public <A> Experiment<A> experiment(
            Plan plan, String name, String job, Answers<A> answers, Listener listener) {
        return Experiment.on(lab.machine(), name, job, answers, plan, lab.seed(), listener);
    }

    @Override
    public boolean has(String experiment, String workload, String model, IntPredicate workers) {
        return before.stream()
                .anyMatch(row ->
                        row.experiment().equals(experiment)
                                && row.workload().equals(workload)
                                && row.variant().equals(model)
                                && workers.test(row.workers()));
    }

    @Override
    public void keep(Comparison measured, Comparison fresh) throws IOException {
        lab.keep(fresh);
        if (measured.experiment().equals(Sheet.SCALING)) return; // the charts have it
        pause();
        lab.show(measured);
    }

    /// Of a page there is no card, and its reader has the cell before his eyes.
    @Override
    public void keep(Input input) throws IOException {
        var card = Card.read(folder);
        if (card.isPresent()) card.get().with(input).write(folder);
    }

    @Override
    public void keep(Note note) throws IOException {
        if (notes.contains(note)) return;
        Notes.append(folder.resolve(NOTES), List.of(note));
        notes.add(note);
        if (note.kind() == Note.Kind.FAILED) {
            pause();
            lab.say("✗ %s, %s failed: %s".formatted(note.workload(), note.model(), note.why()));
        }
    }

    /// Makes room for a result in the place of the bar.
    private void pause() {
        progress.close();
        progress = lab.report.display().progress(TITLE);
    }

    @Override
    public void at(double fraction, String doing) {
        progress.at(fraction, doing);
    }

    @Override
    public void done(String line) {
        progress.done(line);
        pause();
    }

    /// All that is in the folder now.
    Grid grid() throws IOException {
        return new Grid(rows(), notesOf(folder));
    }

    @Override
    public void close() {
        progress.close();
    }
}
