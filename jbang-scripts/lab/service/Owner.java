package lab.service;

/// Takes care of what has to be closed: closes it at the end, and when work is interrupted.
@FunctionalInterface
public interface Owner {
    /// Takes a resource. To close it twice is harmless.
    void own(AutoCloseable resource);
}
