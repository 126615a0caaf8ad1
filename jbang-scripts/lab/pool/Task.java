package lab.pool;

import java.io.Serializable;
import java.util.concurrent.Callable;

/// Something to compute that can travel to another process, with what it captures.
///
/// A lambda is as serializable as the type that it is written for: `() -> 42` is if a `Task` is
/// wanted, and is not if a `Callable` is. So declare it as a `Task`, or give it to a method that
/// takes one, such as [ProcessPool#submit(Task)].
///
/// @param <T> the type of the answer
@FunctionalInterface
public interface Task<T> extends Callable<T>, Serializable {}
