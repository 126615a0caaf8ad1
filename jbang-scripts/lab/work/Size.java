package lab.work;

/// How much work, chosen by `--quick`, nothing, or `--full`.
public enum Size {
    /// A look in seconds.
    QUICK,
    /// The figures of the page.
    STANDARD,
    /// More work and more rounds.
    FULL
}
