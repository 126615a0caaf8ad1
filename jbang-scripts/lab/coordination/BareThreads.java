package lab.coordination;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/// The tree of tasks with a thread for each, and the least that works besides: the parent parks
/// until the last of its children wakes it. Nobody would stop the others if one failed.
///
/// @param threads makes the threads: virtual ones, unless the tree is very small
public record BareThreads(ThreadFactory threads) implements Skynet.Model {
    @Override
    public long sum(Skynet.Node node) {
        if (node.isLeaf()) return node.number();
        var family = new Family();
        for (int i = 0; i < Skynet.CHILDREN; i++) {
            var child = node.child(i);
            threads.newThread(() -> family.add(sum(child))).start();
        }
        return family.await();
    }

    /// What the children of one parent have answered.
    ///
    /// Invariant: a child adds to `sum` before it takes itself off `missing`, both atomically; so
    /// whoever sees that none is missing sees the whole sum.
    private static final class Family {
        private static final VarHandle SUM;
        private static final VarHandle MISSING;

        static {
            try {
                var lookup = MethodHandles.lookup();
                SUM = lookup.findVarHandle(Family.class, "sum", long.class);
                MISSING = lookup.findVarHandle(Family.class, "missing", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final Thread parent = Thread.currentThread();
        private volatile long sum;
        private volatile int missing = Skynet.CHILDREN;

        void add(long part) {
            SUM.getAndAdd(this, part);
            if ((int) MISSING.getAndAdd(this, -1) == 1) LockSupport.unpark(parent);
        }

        /// An interrupt does not end the wait: a tree that is stopped ends by itself at once.
        long await() {
            boolean interrupted = false;
            while (missing > 0) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) Thread.currentThread().interrupt();
            return sum;
        }
    }
}
