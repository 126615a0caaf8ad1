package lab.coordination;

import java.util.concurrent.locks.LockSupport;

/// The least that hands a number over: a field, and a thread that parks until it is filled.
///
/// One thread puts and one takes. A put that finds the slot full waits until it is empty.
///
/// A patient taker looks again many times before it parks. If the putter runs on another processor
/// meanwhile, no scheduler has to be asked. If not, that is lost time, so a taker whose patience is
/// in vain halves it, gives it up after a few times, and tries again much later (Karlin and others
/// 1991, 'Empirical studies of competitive spinning for a shared-memory multiprocessor').
///
/// Invariant: `number` is [#EMPTY] or what was put and not taken. Only the taker empties it, and
/// only the putter fills it. Who is about to park says so in a field of its own and looks at
/// `number` once more; the other writes `number` and then looks at that field. All three are
/// volatile, so one of the two sees the other, and no wake-up is lost.
public final class Slot implements Handover {
    private static final long EMPTY = Long.MIN_VALUE;
    private static final int GIVING_UP = 16;
    private static final int TRYING_AGAIN = 20_000;

    private final int patience;
    private int looks; // how often the taker looks at most; its own
    private int inVain; // how often it has parked without looking; its own
    private volatile long number = EMPTY;
    private volatile Thread putter; // parked, or about to be; written by itself alone
    private volatile Thread taker; // likewise

    /// A slot whose taker parks at once.
    public Slot() {
        this(0);
    }

    /// @param patience how often the taker looks again at most; on one processor it never does
    public Slot(int patience) {
        this.patience = Runtime.getRuntime().availableProcessors() > 1 ? patience : 0;
        this.looks = this.patience;
    }

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
        if (number == EMPTY && !comes()) {
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

    private boolean comes() {
        if (looks == 0) {
            if (patience == 0 || ++inVain < TRYING_AGAIN) return false;
            inVain = 0;
            looks = patience;
        }
        for (int look = 0; look < looks; look++) {
            if (number != EMPTY) {
                looks = patience;
                return true;
            }
            Thread.onSpinWait();
        }
        looks = looks < patience / GIVING_UP ? 0 : looks / 2;
        return false;
    }

    private void park(boolean full) throws InterruptedException {
        while (number != EMPTY != full) {
            if (Thread.interrupted()) throw new InterruptedException();
            LockSupport.park(this);
        }
    }
}
