package lab.race;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A barrier that lets all parties go within a fraction of a microsecond of one another, where
/// there are processors enough; where there is only one, it sleeps instead of spinning.
///
/// Invariant: round `r` is open once `arrived` has reached `parties * (r + 1)`. The counter is
/// volatile: what a party wrote before it arrived is visible to all who leave the same round.
final class Rendezvous {
    private static final int SPINS = 2_000;
    private static final long NAP_NANOS = 1_000_000;

    private final Thread[] parties;
    private final int spins = Runtime.getRuntime().availableProcessors() > 1 ? SPINS : 0;
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicInteger asleep = new AtomicInteger();

    Rendezvous(int parties) {
        this.parties = new Thread[parties];
    }

    /// Waits for the others; false if it gave up because `stopping` turned true.
    boolean await(int party, long round, BooleanSupplier stopping) {
        if (round == 0) parties[party] = Thread.currentThread();
        long goal = parties.length * (round + 1);
        if (arrived.incrementAndGet() >= goal) {
            if (asleep.get() > 0) wake(party);
            return true;
        }
        for (int i = 0; i < spins; i++) {
            if (arrived.get() >= goal) return true;
            Thread.onSpinWait();
        }
        asleep.incrementAndGet();
        try {
            while (arrived.get() < goal) {
                if (stopping.getAsBoolean()) return false;
                LockSupport.parkNanos(this, NAP_NANOS);
            }
        } finally {
            asleep.decrementAndGet();
        }
        return true;
    }

    private void wake(int last) {
        for (int i = 0; i < parties.length; i++) if (i != last) LockSupport.unpark(parties[i]);
    }
}
