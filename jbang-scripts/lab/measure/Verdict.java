package lab.measure;

/// What a run says of a claim.
public enum Verdict {
    /// The run bears the claim out.
    HELD("✓"),
    /// The run contradicts it.
    REFUTED("✗"),
    /// The interval lies on both sides: this run cannot tell.
    UNDECIDED("?");

    private final String mark;

    Verdict(String mark) {
        this.mark = mark;
    }

    /// A tick, a cross or a question mark.
    public String mark() {
        return mark;
    }
}
