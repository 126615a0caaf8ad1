package lab.pool;

import java.io.Serializable;

/// Something to do that can travel to another process: to a `Runnable` what a [Task] is to a
/// `Callable`.
@FunctionalInterface
public interface Action extends Runnable, Serializable {}
