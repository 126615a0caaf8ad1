package lab.sheet;

import java.util.List;
import lab.work.Workloads;

/// The workloads of the sheet. This list is the only place that names them all.
public final class Jobs {
    private static final int SOME = 8;
    private static final int FEW = 4; // whose answers take long to combine

    private Jobs() {}

    /// All of them, in the order of the sheet. To add one, write a class that implements [Tasks]
    /// and a line here.
    public static List<Job> all() {
        return List.of(
                Computing.job("word count", FEW, Workloads::wordCount),
                Computing.job("text search", SOME, Workloads::textSearch),
                Computing.job("n-queens", SOME, Workloads::nQueens),
                Computing.job("Mandelbrot", SOME, Workloads::mandelbrot),
                Computing.job("blur", SOME, Workloads::blur),
                Computing.job("count primes", SOME, Workloads::primes),
                new Job("web calls", Kind.IO_BOUND, WebCalls::on),
                new Job("database", Kind.IO_BOUND, Transactions::on),
                new Job("files", Kind.IO_BOUND, FileCopies::on),
                new Job("shared counter", Kind.COORDINATION, Counting::on),
                new Job("bank", Kind.COORDINATION, Bank::on));
    }
}
