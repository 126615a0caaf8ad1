package lab.sheet;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import lab.measure.Comparison;
import lab.results.Note;

/// What a JVM that measures a workload tells the one that started it, a line of JSON each.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @Type(value = Told.At.class, name = "at"),
    @Type(value = Told.Measured.class, name = "measured"),
    @Type(value = Told.Noted.class, name = "noted"),
    @Type(value = Told.Given.class, name = "given"),
    @Type(value = Told.Said.class, name = "said")
})
sealed interface Told {
    /// How far it is.
    record At(double fraction) implements Told {}

    /// What was measured in an experiment.
    ///
    /// @param again whether the baseline has figures from before
    record Measured(Comparison comparison, boolean again) implements Told {}

    /// Why a cell has no figures.
    record Noted(Note note) implements Told {}

    /// What the workload works on.
    record Given(Input input) implements Told {}

    /// A line for whoever looks on.
    record Said(String line) implements Told {}
}
