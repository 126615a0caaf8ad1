package lab.lock;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A pen that two share who are too polite: whoever has it offers it to the other, who has not
/// signed either. A livelock: both are busy for as long as neither gets tired of it.
///
/// Invariant: all fields but the lock and its condition are read and written under the lock.
public final class Pen {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition passed = lock.newCondition();
    private final int mostOffers;
    private final Set<String> signed = new HashSet<>();
    private String holder = "";
    private int offers;

    /// A pen that is taken away after so many offers.
    public Pen(int mostOffers) {
        this.mostOffers = mostOffers;
    }

    /// Signs, but offers the pen to the other first.
    ///
    /// @param courtesy after how many offers of one's own, all turned down, one signs
    /// @return whether it was signed; if not, the pen was taken away
    /// @throws InterruptedException if the thread was interrupted
    public boolean sign(String me, String other, int courtesy) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (holder.isEmpty()) holder = me;
            for (int made = 0; offers < mostOffers; made++) {
                while (!holder.equals(me)) passed.await();
                if (made >= courtesy || signed.contains(other)) return signed.add(me);
                if (offers < mostOffers) offers++;
                pass(other);
            }
            return false;
        } finally {
            pass(other);
            lock.unlock();
        }
    }

    private void pass(String other) {
        holder = other;
        passed.signal();
    }

    /// How often it was offered.
    public int offers() {
        lock.lock();
        try {
            return offers;
        } finally {
            lock.unlock();
        }
    }

    /// Who has signed.
    public Set<String> signed() {
        lock.lock();
        try {
            return Set.copyOf(signed);
        } finally {
            lock.unlock();
        }
    }
}
