package lab.coordination;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

/// Threads that begin together and are waited for, whatever happens.
///
/// Invariant: when [#hold] is left, by return or by exception, none of its threads runs any more.
final class Party {
    private Party() {}

    /// What one of them does.
    interface Body {
        void run() throws Exception;
    }

    static void hold(ThreadFactory threads, Body... bodies) throws Exception {
        hold(threads, List.of(bodies));
    }

    /// Runs each body on a thread of its own. The first that fails ends the others, by interrupt.
    ///
    /// @throws InterruptedException if the caller was interrupted
    /// @throws Exception what the first threw that failed
    static void hold(ThreadFactory threads, List<Body> bodies) throws Exception {
        var guests = new ArrayList<Thread>();
        var failure = new AtomicReference<Throwable>();
        var host = Thread.currentThread();
        for (var body : bodies)
            guests.add(
                    threads.newThread(() -> {
                        try {
                            body.run();
                        } catch (Throwable e) {
                            if (failure.compareAndSet(null, e))
                                for (var guest : guests)
                                    if (guest != Thread.currentThread()) guest.interrupt();
                        }
                    }));
        boolean interrupted = false;
        int started = 0;
        try {
            for (var guest : guests) {
                guest.start();
                started++;
            }
        } finally {
            if (started < guests.size()) guests.subList(0, started).forEach(Thread::interrupt);
            for (var guest : guests.subList(0, started)) interrupted |= joined(guest, guests);
        }
        if (interrupted) {
            if (failure.get() == null || failure.get() instanceof InterruptedException)
                throw new InterruptedException();
            host.interrupt();
        }
        switch (failure.get()) {
            case null -> {}
            case Exception e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /// Waits for one; an interrupt goes to all.
    ///
    /// @return whether the caller was interrupted meanwhile
    private static boolean joined(Thread guest, List<Thread> guests) {
        boolean interrupted = false;
        while (true) {
            try {
                guest.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
                guests.forEach(Thread::interrupt);
            }
        }
    }
}
