package lab.sheet;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import lab.cancel.Cancellation;
import lab.service.FileWork;
import lab.service.WebService;
import lab.work.Blur;
import lab.work.Corpus;
import lab.work.CountPrimes;
import lab.work.Inputs;
import lab.work.Mandelbrot;
import lab.work.NQueens;
import lab.work.Strip;
import lab.work.TextSearch;
import lab.work.WordCount;

/// The workloads of the sheet as CPython gets them: the same jobs, the CPU-bound ones with a
/// smaller input, since pure Python takes many times as long. The right answers are Java's to the
/// same input, as digests.
///
/// @param inputs where the texts and the photograph lie
/// @param scratch a folder for what Python is to read
/// @param workers how many threads and processes share a job, where the job does not say
/// @param share how many times as much as in a quick run it gets
/// @param cancellation what the Java side polls
public record PythonJobs(
        Inputs inputs, Path scratch, int workers, int share, Cancellation cancellation) {
    private static final int OPENING = 2_000; // characters of a text that is searched
    private static final int RADIUS = 18;
    private static final List<String> WORDS =
            List.of("constitution", "prosperity", "unemployment");

    /// Number crunching: counts primes.
    public PythonJob primes() {
        var work = new CountPrimes(120_000 * share, cancellation);
        return job(work.name(), work.input(), "Primes", work.compute(), work.items());
    }

    /// Graphics processing: draws the Mandelbrot set.
    public PythonJob mandelbrot() {
        int side = 72;
        int limit = 300 * share;
        var work = new Mandelbrot(side, limit, cancellation);
        return job(work.name(), work.input(), "Mandelbrot", digest(work.compute()), side, limit);
    }

    /// Search: counts the ways to place queens.
    public PythonJob nQueens() {
        int queens = share > 3 ? 12 : 11;
        var work = new NQueens(queens, cancellation);
        return job(work.name(), work.input(), "Queens", work.compute(), queens);
    }

    /// String operations: counts the words of the first addresses.
    ///
    /// @throws IOException if the texts cannot be written
    public PythonJob wordCount() throws IOException {
        var all = Corpus.read(inputs.addresses()).texts();
        int count = Math.min(36 * share, all.size());
        var corpus = new Corpus("the first %d addresses".formatted(count), all.subList(0, count));
        var work = new WordCount(corpus, cancellation);
        var counts = work.compute();
        long digest = 0;
        for (var word : counts.top(counts.distinct()))
            digest += crc(word.getKey().getBytes(StandardCharsets.UTF_8)) * word.getValue();
        return job(
                work.name(),
                corpus.description(),
                "Words",
                digest & (1L << 62) - 1,
                write("words.txt", corpus));
    }

    /// Search: finds words, misspelt ones too, in the openings of the first addresses.
    ///
    /// @throws IOException if the texts cannot be written
    public PythonJob textSearch() throws IOException {
        var texts =
                Corpus.read(inputs.addresses()).texts().stream()
                        .limit(16L * share)
                        .map(text -> new Corpus.Text(text.name(), opening(text.content())))
                        .toList();
        var corpus =
                new Corpus("the openings of the first %d addresses".formatted(texts.size()), texts);
        var work = new TextSearch(corpus, WORDS, cancellation);
        var hits =
                work.compute().stream()
                        .map(hit ->
                                "%d %s %d %d\n"
                                        .formatted(
                                                hit.text(), hit.word(), hit.end(), hit.errors()))
                        .collect(Collectors.joining());
        var arguments = new ArrayList<>(List.of(write("search.txt", corpus)));
        arguments.addAll(WORDS);
        return job(
                work.name(),
                "%d words in %s".formatted(WORDS.size(), corpus.description()),
                "Search",
                digest(hits),
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
    public PythonJob blur() throws IOException {
        var work = new Blur(Blur.read(inputs.photograph()), RADIUS, cancellation);
        int first = work.items() / 2;
        int rows = Math.min(8 * share, work.items() - first);
        var before = bytes(work.before());
        var blurred = bytes(work.image(work.compute(first, first + rows)));
        int width = before.length / 3 / work.items();
        return job(
                work.name(),
                "%d rows of %s".formatted(rows, work.input()),
                "Blur",
                blurred.length,
                write("photograph.rgb", before),
                write("blurred.rgb", blurred),
                width,
                RADIUS,
                first,
                first + rows);
    }

    /// Calls of a web service, each of which waits for its latency: `http.client`, and the streams
    /// of asyncio. Connections stay open between calls.
    ///
    /// @param calls how many; a thread for each
    /// @throws IOException if the service cannot be started
    public PythonJob webCalls(String name, WebService service, int calls) throws IOException {
        var answers =
                IntStream.range(0, calls)
                        .mapToObj(service::expected)
                        .collect(Collectors.joining("\n"));
        long millis = service.latency().toMillis();
        return new PythonJob(
                name,
                "%d calls of %d ms".formatted(calls, millis),
                "WebCalls",
                List.of(
                        service.uri().getHost(),
                        "" + service.uri().getPort(),
                        "" + millis,
                        "" + calls),
                calls,
                workers,
                digest(answers),
                Set.of());
    }

    /// Reads files, and hashes them.
    ///
    /// @param count how many, beginning with the first; after the last it goes on with the first
    /// @throws IOException if their names cannot be written
    public PythonJob files(String name, FileWork files, int count) throws IOException {
        var names =
                IntStream.range(0, count)
                        .mapToObj(id -> files.source(id).toString())
                        .collect(Collectors.joining("\0"));
        var hashes =
                IntStream.range(0, count)
                        .mapToObj(files::expectedHash)
                        .collect(Collectors.joining("\n"));
        return new PythonJob(
                name,
                "%d files".formatted(count),
                "Files",
                List.of(write("names.txt", names.getBytes(StandardCharsets.UTF_8))),
                workers,
                workers,
                digest(hashes),
                Set.of(CPython.ASYNCIO));
    }

    /// Many who count in one place; one thread alone, and the coroutines of one thread, need no
    /// lock for it.
    ///
    /// @param each how often each of the team counts
    public PythonJob sharedCounter(String name, int each) {
        return job(
                name,
                "%d times %,d".formatted(workers, each),
                "Counter",
                (long) workers * each,
                each);
    }

    /// A transfer of money between two accounts.
    public record Transfer(int from, int to, int amount) {}

    /// Transfers between accounts, both of which are locked; but for one thread alone, and the
    /// coroutines of one thread, which need no lock.
    ///
    /// @param balance what each account begins with
    /// @param right what each should end with
    /// @throws IOException if the transfers cannot be written
    public PythonJob bank(
            String name, int balance, List<Transfer> transfers, List<Long> right)
            throws IOException {
        var bytes = littleEndian(12 * transfers.size());
        for (var transfer : transfers)
            bytes.putInt(transfer.from()).putInt(transfer.to()).putInt(transfer.amount());
        var balances = littleEndian(8 * right.size());
        right.forEach(balances::putLong);
        return job(
                name,
                "%,d transfers between %d accounts".formatted(transfers.size(), right.size()),
                "Bank",
                crc(balances.array()),
                right.size(),
                balance,
                write("transfers.bin", bytes.array()));
    }

    private PythonJob job(
            String workload, String input, String kind, long right, Object... arguments) {
        var words = new ArrayList<String>();
        for (var argument : arguments) words.add(String.valueOf(argument));
        return new PythonJob(workload, input, kind, words, workers, workers, right, Set.of());
    }

    private String write(String name, Corpus corpus) throws IOException {
        var texts =
                corpus.texts().stream()
                        .map(Corpus.Text::content)
                        .collect(Collectors.joining("\0"));
        return write(name, texts.getBytes(StandardCharsets.UTF_8));
    }

    private String write(String name, byte[] content) throws IOException {
        return Files.write(scratch.resolve(name), content).toString();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Red, green and blue of each pixel, row by row.
    private static byte[] bytes(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        var bytes = new byte[3 * width * height];
        int at = 0;
        for (int rgb : picture.getRGB(0, 0, width, height, null, 0, width))
            for (int shift = 16; shift >= 0; shift -= 8) bytes[at++] = (byte) (rgb >> shift);
        return bytes;
    }

    private static long digest(Strip pixels) {
        var bytes = littleEndian(4 * pixels.pixels().length);
        bytes.asIntBuffer().put(pixels.pixels());
        return crc(bytes.array());
    }

    private static long digest(String text) {
        return crc(text.getBytes(StandardCharsets.UTF_8));
    }

    private static long crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
