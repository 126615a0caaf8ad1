package lab.schedule;

import java.util.List;

/// A processor, and the task that it runs or switches to; times in ticks.
///
/// Invariant: while there is a task, what it has run until `counted` is in its progress.
final class Processor {
    private final int number;
    private final long switchCost;
    private final List<Slice> slices;
    private Progress task;
    private Progress last;
    private long runsFrom;
    private long counted;

    Processor(int number, long switchCost, List<Slice> slices) {
        this.number = number;
        this.switchCost = switchCost;
        this.slices = slices;
    }

    /// What it runs or switches to; null if it is idle.
    Progress task() {
        return task;
    }

    /// What it ran last, or runs.
    Progress last() {
        return last;
    }

    /// Whether its task may be preempted: a switch is carried through.
    boolean isRunning(long now) {
        return task != null && now >= runsFrom;
    }

    /// When something happens here next.
    long nextEvent(long now) {
        if (task == null) return Ticks.NEVER;
        return now < runsFrom ? runsFrom : counted + Math.min(task.left, task.turnLeft);
    }

    void take(Progress next, Policy policy, long now) {
        runsFrom = last == null || last == next ? now : now + switchCost;
        if (runsFrom > now) slices.add(slice(next, now, runsFrom, true));
        if (next.turnLeft == 0) next.newTurn(policy, now);
        next.runsFrom(runsFrom);
        task = next;
        last = next;
        counted = runsFrom;
    }

    /// Counts what its task has run until now, and lets go of it if its burst or its turn is over.
    ///
    /// @return the task that it let go of, or null
    Progress endOfTurn(long now) {
        if (!isRunning(now)) return null;
        count(now);
        return task.left == 0 || task.turnLeft == 0 ? giveUp(now) : null;
    }

    Progress giveUp(long now) {
        count(now);
        if (now > runsFrom) slices.add(slice(task, runsFrom, now, false));
        var former = task;
        task = null;
        return former;
    }

    private void count(long now) {
        if (now > counted) task.ran(counted, now);
        counted = now;
    }

    private Slice slice(Progress of, long from, long to, boolean switching) {
        return new Slice(number, of.job(), Ticks.toTime(from), Ticks.toTime(to), switching);
    }
}
