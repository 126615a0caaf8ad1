package lab.service;

import java.util.stream.IntStream;

/// Which calls fail. It depends on the number of a call and on a seed, and on nothing else, so that
/// everybody knows how many have to.
///
/// @param share how many of all calls fail, from 0 to 1
/// @param seed draws which
public record Faults(double share, long seed) {
    /// No call fails.
    public static final Faults NONE = new Faults(0, 0);

    private static final double RANGE = 0x1p53;
    private static final int UNUSED_BITS = 11;

    /// How a call ends.
    public enum End {
        /// With an answer.
        ANSWERED,
        /// The service is there, and says that it cannot answer.
        REFUSED,
        /// The connection is cut in the middle of the answer.
        CUT
    }

    /// @throws IllegalArgumentException if the share is no share
    public Faults {
        if (!(share >= 0 && share <= 1))
            throw new IllegalArgumentException("a share lies between 0 and 1, not at " + share);
    }

    /// How the call of this number ends.
    public End of(int id) {
        if (share == 0) return End.ANSWERED;
        long bits = Mix.of(Mix.of(seed) + id);
        if ((bits >>> UNUSED_BITS) / RANGE >= share) return End.ANSWERED;
        return (bits & 1) == 0 ? End.REFUSED : End.CUT;
    }

    /// How many of the calls with the numbers from 0 fail in this way.
    public int count(int calls, End end) {
        return (int) IntStream.range(0, calls).filter(id -> of(id) == end).count();
    }

    /// How many of the calls with the numbers from 0 fail.
    public int count(int calls) {
        return calls - count(calls, End.ANSWERED);
    }
}
