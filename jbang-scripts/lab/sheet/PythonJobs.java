package lab.sheet;

import static java.util.Map.entry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lab.cancel.Cancellation;
import lab.work.Blur;
import lab.work.Corpus;
import lab.work.CountPrimes;
import lab.work.Inputs;
import lab.work.Mandelbrot;
import lab.work.NQueens;
import lab.work.TextSearch;
import lab.work.WordCount;

/// The workloads of the sheet as CPython gets them: the same jobs, those that compute with a
/// smaller input, since pure Python takes many times as long. The right answers are Java's to the
/// same input, as digests.
///
/// @param bench what Java's side uses
/// @param scratch for what Python is to read and to write
record PythonJobs(Bench bench, Scratch scratch) {
    private static final int OPENING = 2_000; // characters of a text that is searched
    private static final int RADIUS = 18;
    private static final int TASKS = 64;
    private static final int TRANSFERS = 50_000;
    private static final List<String> WORDS = List.of("constitution", "prosperity", "unemployment");

    private static final Map<String, Making> WRITTEN =
            Map.ofEntries(
                    entry("word count", PythonJobs::wordCount),
                    entry("text search", PythonJobs::textSearch),
                    entry("n-queens", PythonJobs::nQueens),
                    entry("Mandelbrot", PythonJobs::mandelbrot),
                    entry("blur", PythonJobs::blur),
                    entry("count primes", PythonJobs::primes),
                    entry("web calls", PythonJobs::webCalls),
                    entry("files", PythonJobs::files),
                    entry("shared counter", PythonJobs::sharedCounter),
                    entry("bank", PythonJobs::bank));

    /// Makes a workload ready.
    @FunctionalInterface
    private interface Making {
        PythonJob by(PythonJobs jobs) throws IOException;
    }

    /// Why a model makes no sense for a workload, in a sentence.
    static Optional<String> noSense(String model, String workload) {
        if (workload.equals("database"))
            return Optional.of(
                    "Python brings SQLite, and this is another database: the times would compare"
                            + " databases, not models");
        if (workload.equals("files") && model.equals(CPython.ASYNCIO))
            return Optional.of(
                    "asyncio has no files of its own, and its to_thread is threading again");
        return WRITTEN.containsKey(workload)
                ? Optional.empty()
                : Optional.of("this workload is not written in Python");
    }

    /// A workload by its name.
    ///
    /// @throws IOException if what Python is to read cannot be written, or a service does not start
    PythonJob of(String workload) throws IOException {
        var making = WRITTEN.get(workload);
        if (making == null) throw new IllegalArgumentException(workload + " is not for Python");
        return making.by(this);
    }

    /// How many times as much as in a quick run it gets.
    private int share() {
        return switch (bench.size()) {
            case QUICK -> 1;
            case STANDARD -> 2;
            case FULL -> 6;
        };
    }

    private Cancellation cancellation() {
        return bench.cancellation();
    }

    /// Number crunching: counts primes.
    private PythonJob primes() {
        var work = new CountPrimes(120_000 * share(), cancellation());
        return job(work.input(), "Primes", work.compute(), work.items());
    }

    /// Graphics processing: draws the Mandelbrot set.
    private PythonJob mandelbrot() {
        int side = 72;
        int limit = 300 * share();
        var work = new Mandelbrot(side, limit, cancellation());
        return job(work.input(), "Mandelbrot", Scratch.digest(work.compute()), side, limit);
    }

    /// Search: counts the ways to place queens.
    private PythonJob nQueens() {
        int queens = share() > 3 ? 12 : 11;
        var work = new NQueens(queens, cancellation());
        return job(work.input(), "Queens", work.compute(), queens);
    }

    /// String operations: counts the words of the first addresses.
    ///
    /// @throws IOException if the texts cannot be written
    private PythonJob wordCount() throws IOException {
        var all = Corpus.read(Inputs.find().addresses()).texts();
        int count = Math.min(36 * share(), all.size());
        var corpus = new Corpus("the first %d addresses".formatted(count), all.subList(0, count));
        var work = new WordCount(corpus, cancellation());
        var counts = work.compute();
        long digest = 0;
        for (var word : counts.top(counts.distinct()))
            digest += Scratch.crc(word.getKey().getBytes(StandardCharsets.UTF_8)) * word.getValue();
        return job(
                corpus.description(),
                "Words",
                digest & (1L << 62) - 1,
                scratch.write("words.txt", corpus));
    }

    /// Search: finds words, misspelt ones too, in the openings of the first addresses.
    ///
    /// @throws IOException if the texts cannot be written
    private PythonJob textSearch() throws IOException {
        var texts =
                Corpus.read(Inputs.find().addresses()).texts().stream()
                        .limit(16L * share())
                        .map(text -> new Corpus.Text(text.name(), opening(text.content())))
                        .toList();
        var corpus =
                new Corpus("the openings of the first %d addresses".formatted(texts.size()), texts);
        var work = new TextSearch(corpus, WORDS, cancellation());
        var hits =
                work.compute().stream()
                        .map(hit ->
                                "%d %s %d %d\n"
                                        .formatted(hit.text(), hit.word(), hit.end(), hit.errors()))
                        .collect(Collectors.joining());
        var arguments = new ArrayList<>(List.of(scratch.write("search.txt", corpus)));
        arguments.addAll(WORDS);
        return job(
                "%d words in %s".formatted(WORDS.size(), corpus.description()),
                "Search",
                Scratch.digest(hits),
                arguments.toArray());
    }

    private static String opening(String text) {
        return text.substring(0, Math.min(OPENING, text.length()));
    }

    /// Graphics processing: blurs some rows of the photograph. Python counts the levels of colour
    /// that are Java's, give or take one: they do not add up in the same order, nor in the same
    /// kind of floating-point number.
    ///
    /// @throws IOException if the pictures cannot be written
    private PythonJob blur() throws IOException {
        var work = new Blur(Blur.read(Inputs.find().photograph()), RADIUS, cancellation());
        int first = work.items() / 2;
        int rows = Math.min(8 * share(), work.items() - first);
        var before = Scratch.bytes(work.before());
        var blurred = Scratch.bytes(work.image(work.compute(first, first + rows)));
        int width = before.length / 3 / work.items();
        return job(
                "%d rows of %s".formatted(rows, work.input()),
                "Blur",
                blurred.length,
                scratch.write("photograph.rgb", before),
                scratch.write("blurred.rgb", blurred),
                width,
                RADIUS,
                first,
                first + rows);
    }

    /// Calls of the same web service, as many as Java makes: `http.client`, and the streams of
    /// asyncio. Connections stay open between calls.
    private PythonJob webCalls() throws IOException {
        var calls = WebCalls.on(bench);
        var uri = calls.service().uri();
        return new PythonJob(
                calls.input(),
                "WebCalls",
                List.of(
                        uri.getHost(),
                        "" + uri.getPort(),
                        "" + calls.service().latency().toMillis(),
                        "" + calls.count()),
                calls.count(),
                bench.processCount(),
                Scratch.digest(String.join("\n", calls.expected())));
    }

    /// The same files, copied to another folder.
    private PythonJob files() throws IOException {
        var copies = FileCopies.on(bench);
        var names = new ArrayList<String>();
        for (int i = 0; i < copies.count(); i++) names.add(copies.files().source(i).toString());
        var folder = Files.createDirectories(scratch.folder().resolve("copies"));
        return job(
                copies.input(),
                "Copies",
                Scratch.digest(String.join("\n", copies.expected())),
                scratch.write("names.txt", String.join("\0", names)),
                folder);
    }

    /// Many who count in one place; one thread alone, and the coroutines of one thread, need no
    /// lock for it.
    private PythonJob sharedCounter() {
        int each = 2_000 * share();
        return job(
                "%d tasks that count up to %,d each".formatted(TASKS, each),
                "Counter",
                (long) TASKS * each,
                TASKS,
                each);
    }

    /// The first of Java's transfers. Both accounts are locked; but for one thread alone, and the
    /// coroutines of one thread, which need no lock.
    private PythonJob bank() throws IOException {
        var all = Bank.on(bench);
        int tasks = Math.min(all.count(), TRANSFERS * share() / all.transfers().getFirst().size());
        var bank = new Bank(all.accounts(), all.transfers().subList(0, tasks), cancellation());
        var done = IntStream.range(0, tasks).mapToObj(bank::call).toList();
        var bytes = Scratch.littleEndian(12 * done.stream().mapToInt(n -> n).sum());
        for (var transfers : bank.transfers())
            for (var transfer : transfers)
                bytes.putInt(transfer.from())
                        .putInt(transfer.to())
                        .putInt(Math.toIntExact(transfer.amount()));
        var balances = Scratch.littleEndian(8 * bank.accounts().size());
        bank.whole(done).forEach(balances::putLong);
        return job(
                bank.input(),
                "Bank",
                Scratch.crc(balances.array()),
                bank.accounts().size(),
                Bank.START,
                scratch.write("transfers.bin", bytes.array()));
    }

    private PythonJob job(String input, String kind, long right, Object... arguments) {
        var words = new ArrayList<String>();
        for (var argument : arguments) words.add(String.valueOf(argument));
        return new PythonJob(input, kind, words, bench.workers(), bench.processCount(), right);
    }
}
