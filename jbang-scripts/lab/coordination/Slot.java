package lab.coordination;

import java.util.concurrent.locks.LockSupport;

/// The least that hands a number over: a field, and a thread that parks until it is filled.
///
/// One thread puts and one takes. A put that finds the slot full waits until it is empty.
///
/// Invariant: `number` is [#EMPTY] or what was put and not taken. Only the taker empties it, and
/// only the putter fills it. Who is about to park says so in a field of its own and looks at
/// `number` once more; the other writes `number` and then looks at that field. All three are
/// volatile, so one of the two sees the other, and no wake-up is lost.
public final class Slot implements Handover {
    private static final long EMPTY = Long.MIN_VALUE;

    private final int patience;
    private volatile long number = EMPTY;
    private volatile Thread putter; // parked, or about to be; written by itself alone
    private volatile Thread taker; // likewise

    /// @param patience how often a thread gives way to others and looks again before it parks
    public Slot(int patience) {
        this.patience = patience;
    }

    /// @throws IllegalArgumentException for `Long.MIN_VALUE`, which means that there is none
    @Override
    public void put(long given) throws InterruptedException {
        if (given == EMPTY) throw new IllegalArgumentException("this number means none");
        if (number != EMPTY && !comes(false)) {
            putter = Thread.currentThread();
            try {
                park(false);
            } finally {
                putter = null;
            }
        }
        number = given;
        LockSupport.unpark(taker);
    }

    @Override
    public long take() throws InterruptedException {
        if (number == EMPTY && !comes(true)) {
            taker = Thread.currentThread();
            try {
                park(true);
            } finally {
                taker = null;
            }
        }
        long taken = number;
        number = EMPTY;
        LockSupport.unpark(putter);
        return taken;
    }

    /// Looks again a few times, and lets others run between.
    private boolean comes(boolean full) {
        for (int i = 0; i < patience; i++) {
            Thread.yield();
            if (number != EMPTY == full) return true;
        }
        return false;
    }

    private void park(boolean full) throws InterruptedException {
        while (number != EMPTY != full) {
            if (Thread.interrupted()) throw new InterruptedException();
            LockSupport.park(this);
        }
    }
}
