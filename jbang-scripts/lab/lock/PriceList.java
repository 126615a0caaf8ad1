package lab.lock;

import java.util.concurrent.atomic.LongAdder;

/// Prices that change all together, so that whoever sees two that differ has seen half a change.
///
/// A call reads or writes all of them, so many times over: the length of a call, which is the same
/// for readers and writers.
///
/// Invariant: under the guard's writing, all prices are equal before and after.
public final class PriceList {
    private static final int PRICES = 32;
    private static final int HUNDRED = 100;
    private static final int STRIDE = 37; // has no common divisor with a hundred

    private final Guard guard;
    private final int times;
    private final long[] prices = new long[PRICES]; // guarded by guard
    private final LongAdder whole = new LongAdder();
    private final LongAdder torn = new LongAdder();

    /// A list of prices.
    ///
    /// @param times how often a call goes through the list
    public PriceList(Guard guard, int times) {
        this.guard = guard;
        this.times = times;
    }

    /// Calls for one thread to make: of a hundred, so many change the prices and the others look at
    /// them, mixed.
    public Runnable client(int percentOfWrites) {
        var client =
                new Object() {
                    int calls;
                };
        return () -> {
            if (client.calls++ % HUNDRED * STRIDE % HUNDRED < percentOfWrites)
                guard.write(this::change);
            else (guard.read(this::isWhole) ? whole : torn).increment();
        };
    }

    private boolean isWhole() {
        long first = prices[0];
        long difference = 0;
        for (int i = 0; i < times; i++) for (long price : prices) difference |= price ^ first;
        return difference == 0;
    }

    private void change() {
        for (int i = 0; i < times; i++) for (int p = 0; p < PRICES; p++) prices[p]++;
    }

    /// How many calls left a trace: a look at the prices, or a change of them that was not lost. To
    /// be asked when all clients are done.
    public long calls() {
        return whole.sum() + torn.sum() + prices[0] / times;
    }

    /// How many calls saw half a change. To be asked when all clients are done.
    public long torn() {
        return torn.sum();
    }
}
