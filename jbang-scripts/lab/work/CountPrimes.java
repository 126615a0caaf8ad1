package lab.work;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import lab.cancel.Cancellation;

/// Counts the primes below a number by trial division.
///
/// An item is a number. What it costs grows with the number, since a prime `n` takes about
/// `sqrt(n)/3` divisions, so equal ranges are unequal work: the last quarter costs several times
/// the first. A sieve would be much faster; the division is the point here.
public final class CountPrimes implements Workload<Long> {
    /// The largest number below which primes are counted.
    public static final int MAX = 100_000_000;

    private static final int BLOCK = 64; // numbers between two looks at the cancellation

    private final int below;
    private final Cancellation cancellation;
    private volatile long known = -1; // found by the sieve when first asked for

    /// @throws IllegalArgumentException if `below` is not from 1 to [#MAX]
    public CountPrimes(int below, Cancellation cancellation) {
        if (below < 1 || below > MAX) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "primes are counted below a number from 1 to %,d, not %,d",
                            MAX,
                            below));
        }
        this.below = below;
        this.cancellation = Objects.requireNonNull(cancellation);
    }

    @Override
    public String name() {
        return "count primes";
    }

    @Override
    public String kind() {
        return "number crunching";
    }

    @Override
    public String input() {
        return String.format(Locale.ROOT, "the numbers below %,d", below);
    }

    @Override
    public int items() {
        return below;
    }

    @Override
    public Long compute(int from, int to) {
        Objects.checkFromToIndex(from, to, below);
        long primes = 0;
        for (int block = from; block < to; block += BLOCK) {
            cancellation.check();
            int end = Math.min(block + BLOCK, to);
            for (int n = block; n < end; n++) {
                if (isPrime(n)) primes++;
            }
        }
        return primes;
    }

    /// Whether `n` is prime, by trial division by 2, 3 and the numbers next to the multiples of 6.
    public static boolean isPrime(int n) {
        if (n < 4) return n > 1;
        if (n % 2 == 0 || n % 3 == 0) return false;
        for (int d = 5; d * d <= n; d += 6) {
            if (n % d == 0 || n % (d + 2) == 0) return false;
        }
        return true;
    }

    /// The number of divisions that [#compute(int, int)] does for a range: its work, exactly, the
    /// same on every machine and in every run.
    public long divisions(int from, int to) {
        Objects.checkFromToIndex(from, to, below);
        long divisions = 0;
        for (int block = from; block < to; block += BLOCK) {
            cancellation.check();
            int end = Math.min(block + BLOCK, to);
            for (int n = block; n < end; n++) divisions += divisions(n);
        }
        return divisions;
    }

    /// The most that a static split can gain: the work of the whole over that of the largest of so
    /// many equal ranges, which is the last.
    ///
    /// @throws IllegalArgumentException if `parts` is not from 1 to the number of items
    public double speedupBound(int parts) {
        if (parts < 1 || parts > below)
            throw new IllegalArgumentException(
                    "a split needs 1 to %,d parts, not %d".formatted(below, parts));
        int last = (int) ((long) below * (parts - 1) / parts);
        long largest = divisions(last, below);
        return (double) (divisions(0, last) + largest) / largest;
    }

    private static int divisions(int n) {
        if (n < 4) return 0;
        if (n % 2 == 0) return 1;
        if (n % 3 == 0) return 2;
        int done = 2;
        for (int d = 5; d * d <= n; d += 6) {
            done++;
            if (n % d == 0) return done;
            done++;
            if (n % (d + 2) == 0) return done;
        }
        return done;
    }

    @Override
    public Long combine(List<Long> parts) {
        long primes = 0;
        for (long part : parts) primes += part;
        return primes;
    }

    /// Judges by a sieve of Eratosthenes, which divides nothing.
    @Override
    public Optional<String> objection(Long answer) {
        if (known < 0) known = sieve();
        return answer == known
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "a sieve of Eratosthenes finds %d primes below %,d, not %d",
                                known,
                                below,
                                answer));
    }

    private long sieve() {
        var composite = new BitSet(below); // of the odd numbers: bit i stands for 2i + 1
        for (int n = 3; n * n < below; n += 2) {
            cancellation.check();
            if (composite.get(n / 2)) continue;
            for (int multiple = n * n; multiple < below; multiple += 2 * n) {
                composite.set(multiple / 2);
            }
        }
        int odd = below / 2; // 1, 3, 5, ... below
        // 1 is no prime but 2 is, so the odd numbers that are left count right from 3 on
        return below <= 2 ? 0 : odd - composite.cardinality();
    }

    @Override
    public String describe(Long answer) {
        return String.format(Locale.ROOT, "%,d primes", answer);
    }
}
