package lab.observe;

import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// Ties the recorder's clock to `System.nanoTime`: an event that holds the time of its own commit.
@Name(Mark.NAME)
@Label("Mark")
@StackTrace(false)
final class Mark extends Event {
    static final String NAME = "lab.Mark";

    @Label("System.nanoTime")
    long nanos;

    /// Leaves a mark in the recording.
    ///
    /// @return the time that it holds
    static long set() {
        var mark = new Mark();
        mark.nanos = System.nanoTime();
        mark.commit();
        return mark.nanos;
    }
}
