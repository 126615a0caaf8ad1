package lab.measure;

import java.util.Locale;

/// A sentence that a lesson teaches, held against the run just made.
///
/// @param text what is claimed
/// @param verdict what this run says of it
/// @param evidence the figures that it rests on
public record Claim(String text, Verdict verdict, String evidence) {

    /// A claim that is either so or not.
    public static Claim that(String text, boolean holds, String evidence) {
        return new Claim(text, holds ? Verdict.HELD : Verdict.REFUTED, evidence);
    }

    /// The claim that a figure is above a bound: held if its whole interval is, refuted if the
    /// whole interval is below, and undecided if the bound lies inside.
    public static Claim above(String text, Interval figure, double bound) {
        return new Claim(
                text,
                figure.above(bound)
                        ? Verdict.HELD
                        : figure.below(bound) ? Verdict.REFUTED : Verdict.UNDECIDED,
                figure + " against " + shortest(bound));
    }

    /// The claim that a figure is not above a bound: refuted only if its whole interval is.
    public static Claim atMost(String text, Interval figure, double bound) {
        return new Claim(
                text,
                figure.above(bound) ? Verdict.REFUTED : Verdict.HELD,
                figure + " against " + shortest(bound));
    }

    /// What the claim is worth if other processes took processors away meanwhile: times that were
    /// taken then refute nothing.
    public Claim onDisturbedMachine() {
        return verdict == Verdict.REFUTED
                ? new Claim(text, Verdict.UNDECIDED, evidence + ", on a disturbed machine")
                : this;
    }

    /// The claim in a line: `✓ all answers are equal: 24 answers`.
    public String line() {
        return verdict.mark() + " " + text + (evidence.isBlank() ? "" : ": " + evidence);
    }

    private static String shortest(double value) {
        return value == Math.rint(value)
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
