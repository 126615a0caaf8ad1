package lab.measure;

/// A variant gave another answer than it should have. The message names the variant and both
/// answers.
public final class WrongAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param workload the job
    /// @param variant the way in which it was done
    /// @param answer what came out
    /// @param instead what is wrong with it
    public WrongAnswer(String workload, String variant, String answer, String instead) {
        super("%s: '%s' answered %s, but %s".formatted(workload, variant, answer, instead));
    }
}
