package lab.work;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import lab.cancel.Cancellation;

/// The CPU-bound work of the lessons, at one size, bound to one cancellation.
///
/// Inputs are read when the first workload that needs them is asked for, and then held. A size or
/// an input of one's own can be given instead; one that makes no sense is an
/// [IllegalArgumentException] whose message says what would.
public final class Workloads {
    private final Size size;
    private final Cancellation cancellation;
    private Corpus addresses; // guarded by this; read when first needed
    private Blur blur; // guarded by this; likewise

    /// @param cancellation what all of the work polls
    public Workloads(Size size, Cancellation cancellation) {
        this.size = Objects.requireNonNull(size);
        this.cancellation = Objects.requireNonNull(cancellation);
    }

    /// All of them, in the order of the lessons.
    public List<Workload<?>> all() {
        return List.of(primes(), mandelbrot(), blur(), wordCount(), textSearch(), nQueens());
    }

    /// Number crunching: counts primes.
    public CountPrimes primes() {
        return primes(
                switch (size) {
                    case QUICK -> 500_000;
                    case STANDARD -> 2_000_000;
                    case FULL -> 9_000_000;
                });
    }

    /// Counts the primes below a number.
    public CountPrimes primes(int below) {
        return new CountPrimes(below, cancellation);
    }

    /// Graphics processing: draws the Mandelbrot set.
    public Mandelbrot mandelbrot() {
        return switch (size) {
            case QUICK -> mandelbrot(256, 300);
            case STANDARD -> mandelbrot(512, 700);
            case FULL -> mandelbrot(1_024, 1_000);
        };
    }

    /// Draws the Mandelbrot set in `side` rows of `side` pixels with at most `limit` iterations
    /// each.
    public Mandelbrot mandelbrot(int side, int limit) {
        return new Mandelbrot(side, limit, cancellation);
    }

    /// Graphics processing: blurs a photograph; from the standard size on, enlarged.
    ///
    /// @throws IllegalStateException if the inputs are not found
    public synchronized Blur blur() {
        if (blur == null) {
            var photograph = Blur.read(Inputs.find().photograph());
            blur =
                    switch (size) {
                        case QUICK -> new Blur(photograph, 1, 18, cancellation);
                        case STANDARD -> new Blur(photograph, 2, 36, cancellation);
                        case FULL -> new Blur(photograph, 3, 100, cancellation);
                    };
        }
        return blur;
    }

    /// Blurs the photograph with a radius in pixels.
    public Blur blur(int radius) {
        return blur(Inputs.find().photograph(), radius);
    }

    /// Blurs a picture of one's own.
    public Blur blur(Path picture, int radius) {
        return new Blur(Blur.read(picture), radius, cancellation);
    }

    /// String operations: counts the words of the State of the Union addresses.
    ///
    /// @throws IllegalStateException if the inputs are not found
    public WordCount wordCount() {
        return new WordCount(addresses(), cancellation);
    }

    /// Counts the words of all files `.txt` of a folder.
    public WordCount wordCount(Path folder) {
        return new WordCount(Corpus.read(folder), cancellation);
    }

    /// Search: finds words, misspelt ones too, in the State of the Union addresses.
    ///
    /// @throws IllegalStateException if the inputs are not found
    public TextSearch textSearch() {
        return textSearch("constitution", "prosperity", "unemployment");
    }

    /// Finds words of one's own in the State of the Union addresses.
    public TextSearch textSearch(String... words) {
        return new TextSearch(addresses(), List.of(words), cancellation);
    }

    /// Finds words of one's own in all files `.txt` of a folder.
    public TextSearch textSearch(Path folder, String... words) {
        return new TextSearch(Corpus.read(folder), List.of(words), cancellation);
    }

    /// Search: counts the ways to place queens.
    public NQueens nQueens() {
        return nQueens(
                switch (size) {
                    case QUICK -> 12;
                    case STANDARD -> 14;
                    case FULL -> 15;
                });
    }

    /// Counts the ways to place `n` queens on a board of n×n.
    public NQueens nQueens(int n) {
        return new NQueens(n, cancellation);
    }

    private synchronized Corpus addresses() {
        if (addresses == null) {
            var folder = Inputs.find().addresses();
            var what = "State of the Union addresses";
            addresses =
                    switch (size) {
                        case QUICK -> Corpus.read(folder, 2_400, what);
                        case STANDARD -> Corpus.read(folder, Integer.MAX_VALUE, what);
                        case FULL -> Corpus.read(folder, Integer.MAX_VALUE, what).times(5);
                    };
        }
        return addresses;
    }
}
