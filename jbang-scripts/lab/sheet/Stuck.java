package lab.sheet;

import java.util.List;
import lab.results.Note;

/// Work that did not end in time cannot be stopped, and would spoil whatever is measured beside it.
final class Stuck extends Exception {
    private final transient List<Note> notes;

    /// @param notes on what runs for ever, and on what failed before it
    Stuck(List<Note> notes) {
        super(notes.getLast().model() + " still runs");
        this.notes = List.copyOf(notes);
    }

    /// The notes on it.
    List<Note> notes() {
        return notes;
    }
}
