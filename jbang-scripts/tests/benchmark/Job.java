package tests.benchmark;

import java.util.Locale;
import lab.cancel.Cancellation;
import lab.work.Size;
import lab.work.Workload;
import lab.work.Workloads;

/// A function that both time: a job of the lessons, done by one thread.
public enum Job {
    /// Counting primes: arithmetic.
    PRIMES,
    /// The Mandelbrot set: floating point.
    MANDELBROT,
    /// Counting words: memory, and garbage to collect.
    WORD_COUNT;

    /// The job itself.
    Workload<?> workload() {
        var workloads = new Workloads(Size.QUICK, new Cancellation());
        return switch (this) {
            case PRIMES -> workloads.primes();
            case MANDELBROT -> workloads.mandelbrot();
            case WORD_COUNT -> workloads.wordCount();
        };
    }

    /// Its name for a reader: `word count`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
