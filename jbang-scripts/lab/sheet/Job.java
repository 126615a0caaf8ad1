package lab.sheet;

/// A workload as it is listed: made ready only when its turn comes.
///
/// @param name what tables and charts call it: `word count`
/// @param kind what it spends its time with
/// @param making makes it ready
public record Job(String name, Kind kind, Making making) {
    /// Makes a workload ready.
    @FunctionalInterface
    public interface Making {
        /// The tasks, in the size of the bench.
        ///
        /// @throws Exception if its input is missing, or a service does not start
        Tasks<?, ?> on(Bench bench) throws Exception;
    }
}
