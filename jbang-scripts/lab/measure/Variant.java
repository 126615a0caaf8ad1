package lab.measure;

import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/// One way to do a job, to be compared with others.
///
/// @param name what a table and a chart call it
/// @param workers how many workers it uses; 1 for a sequential one
/// @param body does the whole job once, and returns the answer
/// @param elsewhere the processor time that other processes have used for it so far, in nanoseconds
/// @param <A> the type of the answer
public record Variant<A>(
        String name, int workers, Callable<? extends A> body, LongSupplier elsewhere) {
    /// A way to do a job in this process.
    public Variant(String name, int workers, Callable<? extends A> body) {
        this(name, workers, body, () -> 0);
    }

    public Variant {
        if (name.isBlank()) throw new IllegalArgumentException("a variant needs a name");
        if (workers < 1)
            throw new IllegalArgumentException(
                    "variant '%s': workers must be at least 1, not %d".formatted(name, workers));
    }
}
