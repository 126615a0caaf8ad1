package lab.system;

import java.util.OptionalLong;

/// What something takes of the memory, by the accounts of the processes that it is in.
///
/// @param resident bytes in use, what is shared counted in full (RSS)
/// @param proportional bytes in use, what is shared divided by those who share it (PSS), if the
///   system says so
/// @param own bytes that nobody else uses (USS), if the system says so
public record Footprint(long resident, OptionalLong proportional, OptionalLong own) {
    /// What a process takes.
    public static Footprint of(ProcessAccount account) {
        return new Footprint(
                account.residentBytes(), account.proportionalBytes(), account.privateBytes());
    }

    /// What each of many takes that came between two accounts of the same process.
    public static Footprint ofEach(int many, ProcessAccount before, ProcessAccount after) {
        var less = of(before);
        var more = of(after);
        return new Footprint(
                (more.resident - less.resident) / many,
                each(many, less.proportional, more.proportional),
                each(many, less.own, more.own));
    }

    private static OptionalLong each(int many, OptionalLong less, OptionalLong more) {
        return less.isPresent() && more.isPresent()
                ? OptionalLong.of((more.getAsLong() - less.getAsLong()) / many)
                : OptionalLong.empty();
    }

    /// The bytes that nobody else uses, or those that are resident where the system says no more.
    public long bytes() {
        return own.orElse(resident);
    }
}
