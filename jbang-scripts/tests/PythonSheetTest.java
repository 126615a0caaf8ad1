package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lab.cancel.Cancellation;
import lab.measure.Comparison;
import lab.measure.Measurement;
import lab.measure.Plan;
import lab.measure.WrongAnswer;
import lab.python.PythonFinder;
import lab.results.Note;
import lab.service.FileWork;
import lab.service.WebService;
import lab.sheet.CPython;
import lab.sheet.PythonJob;
import lab.sheet.PythonJobs;
import lab.sheet.PythonJobs.Transfer;
import lab.work.Inputs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What CPython does for the sheet is what Java does, in each of its ways.
@Timeout(60)
class PythonSheetTest {
    private static final Plan SHORT = new Plan(3, 3, Duration.ZERO, Duration.ZERO);
    private static final List<String> ALL =
            List.of(
                    CPython.ONE_THREAD,
                    CPython.THREADING,
                    CPython.MULTIPROCESSING,
                    CPython.ASYNCIO);

    @TempDir Path folder;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private CPython python;
    private PythonJobs jobs;

    @BeforeEach
    void start() throws Exception {
        var found = PythonFinder.here().find("").locked();
        assumeTrue(found.isPresent(), "this machine has no CPython");
        python = CPython.start(found.orElseThrow(), folder, owned::push, 1);
        jobs = new PythonJobs(Inputs.find(), folder, 2, 1, new Cancellation());
    }

    @AfterEach
    void close() throws Exception {
        while (!owned.isEmpty()) owned.pop().close();
    }

    @Test
    void itComputesWhatJavaComputes() throws Exception {
        for (var job :
                List.of(
                        jobs.primes(),
                        jobs.mandelbrot(),
                        jobs.blur(),
                        jobs.wordCount(),
                        jobs.textSearch(),
                        jobs.nQueens())) {
            var measured = agrees(job, ALL);
            double alone = measured.of(CPython.ONE_THREAD).cpuMillis();
            double shared = measured.of(CPython.MULTIPROCESSING).cpuMillis();
            assertTrue(
                    shared > 0.4 * alone,
                    job.workload() + ": what the processes computed does not count");
        }
    }

    @Test
    void itsCallsGetTheAnswersOfTheService() throws Exception {
        var latency = Duration.ofMillis(20);
        var service = new WebService(owned::push, Inputs.find().addresses(), latency);
        var measured = agrees(jobs.webCalls("web calls", service, 8), ALL);
        assertEquals(8, measured.of(CPython.THREADING).workers());
        assertTrue(measured.of(CPython.ONE_THREAD).medianMillis() >= 8 * 20);
        for (var model : List.of(CPython.THREADING, CPython.ASYNCIO))
            assertTrue(measured.of(model).speedup().estimate() > 1.5, model + " does not overlap");
    }

    @Test
    void itsFilesHaveTheHashesOfJava() throws Exception {
        var files = new FileWork(owned::push, Inputs.find().addresses());
        agrees(
                jobs.files("files", files, files.files().size() + 2),
                ALL.subList(0, ALL.size() - 1));
    }

    @Test
    void nothingIsLostInWhatIsShared() throws Exception {
        agrees(jobs.sharedCounter("shared counter", 5_000), ALL);
        var transfers =
                IntStream.range(0, 5_000)
                        .mapToObj(i -> new Transfer(i % 7, (i % 7 + 1 + i % 5) % 7, i % 100))
                        .toList();
        agrees(jobs.bank("bank", 1_000, transfers, balances(7, 1_000, transfers)), ALL);
    }

    private static List<Long> balances(int accounts, long balance, List<Transfer> transfers) {
        var balances = LongStream.generate(() -> balance).limit(accounts).toArray();
        for (var transfer : transfers) {
            balances[transfer.from()] -= transfer.amount();
            balances[transfer.to()] += transfer.amount();
        }
        return LongStream.of(balances).boxed().toList();
    }

    private Comparison agrees(PythonJob job, List<String> models) throws Exception {
        var measured = python.measure(job, SHORT);
        assertEquals(CPython.EXPERIMENT, measured.experiment());
        assertEquals(job.workload(), measured.workload());
        assertEquals(
                models, measured.measurements().stream().map(Measurement::variant).toList());
        assertTrue(measured.allRight());
        assertTrue(measured.measurements().stream().allMatch(m -> m.rounds() == 3));
        return measured;
    }

    /// An answer that is not Java's is a mistake with a name; and the next job is none the worse.
    @Test
    void anotherAnswerIsRefused() throws Exception {
        var queens = jobs.nQueens();
        var wrong = assertThrows(WrongAnswer.class, () -> python.measure(other(queens, 1), SHORT));
        assertTrue(wrong.getMessage().contains("n-queens"), wrong.getMessage());
        assertTrue(wrong.getMessage().contains(CPython.ONE_THREAD), wrong.getMessage());
        agrees(queens, ALL);
    }

    /// A program that ends says why, and is started again for the next job.
    @Test
    void itsEndIsToldAndGotOver() throws Exception {
        var search = jobs.textSearch();
        var arguments = new ArrayList<>(search.arguments());
        arguments.set(0, folder.resolve("nowhere.txt").toString());
        var lost =
                new PythonJob(
                        search.workload(), "", "Search", arguments, 2, 2, 0, Set.of());
        var ended = assertThrows(IOException.class, () -> python.measure(lost, SHORT));
        assertTrue(ended.getMessage().contains("nowhere.txt"), ended.getMessage());
        agrees(jobs.nQueens(), ALL);
    }

    private static PythonJob other(PythonJob job, long more) {
        return new PythonJob(
                job.workload(),
                job.input(),
                job.kind(),
                job.arguments(),
                job.threads(),
                job.processes(),
                job.right() + more,
                job.leftOut());
    }

    @Test
    void whatItDoesNotDoIsNotedForEachOfItsModels() {
        var notes = CPython.notes("database", Note.Kind.NO_SENSE, "it has another");
        assertEquals(CPython.MODELS, notes.stream().map(Note::model).toList());
        assertTrue(notes.stream().allMatch(note -> note.workload().equals("database")));
    }
}
