package lab.race;

/// What is known of an outcome before a litmus test is run.
///
/// @param outcome the outcome
/// @param grade what to think of it
/// @param meaning what it means, in a sentence
/// @param <O> the type of the outcome
public record Expectation<O>(O outcome, Grade grade, String meaning) {

    /// What the programmer wants.
    public static <O> Expectation<O> acceptable(O outcome, String meaning) {
        return new Expectation<>(outcome, Grade.ACCEPTABLE, meaning);
    }

    /// What the language allows, and the programmer hardly wants.
    public static <O> Expectation<O> interesting(O outcome, String meaning) {
        return new Expectation<>(outcome, Grade.INTERESTING, meaning);
    }

    /// What must never be seen.
    public static <O> Expectation<O> forbidden(O outcome, String meaning) {
        return new Expectation<>(outcome, Grade.FORBIDDEN, meaning);
    }
}
