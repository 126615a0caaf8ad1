package lab.measure;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// How the answers of variants are judged.
///
/// @param objection why an answer cannot be right; empty if nothing speaks against it
/// @param same whether two answers are equal
/// @param describe an answer in a few words
/// @param <A> the type of the answer
public record Answers<A>(
        Function<A, Optional<String>> objection,
        BiPredicate<A, A> same,
        Function<A, String> describe) {

    /// There is one right answer, and it is known.
    public static <A> Answers<A> equalTo(A right) {
        return new Answers<>(
                answer ->
                        Objects.equals(answer, right)
                                ? Optional.empty()
                                : Optional.of("it should be " + right),
                Objects::equals,
                String::valueOf);
    }
}
