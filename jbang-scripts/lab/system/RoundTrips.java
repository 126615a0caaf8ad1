package lab.system;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import lab.cancel.Cancellation;

/// How long messages of one size took to the other side, and their answers back.
///
/// @param bytes the size of each message
/// @param micros from sending to having the answer, in microseconds, one for each message
/// @param wrong how many answers were not what the message should have given
public record RoundTrips(int bytes, double[] micros, int wrong) {
    private static final int LEAST = 9;
    private static final int SEED = 5;

    /// Sends messages for a while, each another one, and checks each answer. A quarter of the time
    /// is warming up, and not counted; the checking is not timed.
    ///
    /// @param bytes the size of the messages, at least 8
    /// @param most so many messages at most
    /// @param cancellation ends it early
    public static RoundTrips of(
            Talk talk, int bytes, Duration time, int most, Cancellation cancellation)
            throws IOException, InterruptedException {
        if (bytes < Long.BYTES || bytes > Talk.MOST)
            throw new IllegalArgumentException(
                    "a message has 8 to %d bytes, not %d".formatted(Talk.MOST, bytes));
        var message = new byte[bytes];
        new Random(SEED).nextBytes(message);
        var micros = new ArrayList<Double>();
        int wrong = 0;
        long start = System.nanoTime();
        for (int i = 0; micros.size() < most; i++) {
            cancellation.check();
            long spent = System.nanoTime() - start;
            if (spent > time.toNanos() && micros.size() >= LEAST) break;
            number(message, i);
            long right = Talk.checksum(message);
            long sent = System.nanoTime();
            long answer = talk.exchange(message);
            long back = System.nanoTime();
            if (answer != right) wrong++;
            if (4 * spent >= time.toNanos()) micros.add((back - sent) / 1e3);
        }
        return new RoundTrips(
                bytes, micros.stream().mapToDouble(Double::doubleValue).toArray(), wrong);
    }

    /// Makes each message another one, at its beginning and at its end.
    private static void number(byte[] message, int i) {
        for (int b = 0; b < Integer.BYTES; b++) {
            message[b] = (byte) (i >> 8 * b);
            message[message.length - 1 - b] = (byte) (i >> 8 * b);
        }
    }

    /// Medians of stretches of about as many messages each: as many values as an interval needs,
    /// and what slows a whole stretch down counts once.
    ///
    /// @param most how many stretches at most
    /// @return the time of each message, if there are no more of them than that
    public double[] medians(int most) {
        int stretches = Math.min(most, micros.length);
        var medians = new double[stretches];
        for (int s = 0; s < stretches; s++) {
            int from = (int) ((long) micros.length * s / stretches);
            int to = (int) ((long) micros.length * (s + 1) / stretches);
            var stretch = Arrays.copyOfRange(micros, from, to);
            Arrays.sort(stretch);
            medians[s] = stretch[stretch.length / 2];
        }
        return medians;
    }
}
