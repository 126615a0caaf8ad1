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

    private volatile long number = EMPTY;
    private volatile Thread putter; // parked, or about to be; written by itself alone
    private volatile Thread taker; // likewise

    /// @throws IllegalArgumentException for `Long.MIN_VALUE`, which means that there is none
    @Override
    public void put(long given) throws InterruptedException {
        if (given == EMPTY) throw new IllegalArgumentException("this number means none");
        if (number != EMPTY) {
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
        if (number == EMPTY) {
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

    private void park(boolean full) throws InterruptedException {
        while (number != EMPTY != full) {
            if (Thread.interrupted()) throw new InterruptedException();
            LockSupport.park(this);
        }
    }
}
