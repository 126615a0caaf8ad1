package lab.sheet;

/// What a workload spends its time with.
public enum Kind {
    /// It computes.
    CPU_BOUND("CPU-bound"),
    /// It asks somebody else, and waits for the answer.
    IO_BOUND("I/O-bound"),
    /// It shares data: hardly any work, and everybody in the same place.
    COORDINATION("coordination");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /// What a reader calls it.
    public String label() {
        return label;
    }
}
