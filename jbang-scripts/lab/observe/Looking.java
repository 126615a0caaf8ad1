package lab.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lab.observe.VirtualLooks.Look;

/// Turns looks at a virtual thread into waits. Where between two looks one began or ended is not
/// known, and is taken to be halfway.
///
/// @param life the thread
/// @param looks what was seen of it, in the order of time
/// @param waits its waits that the recorder knows exactly
/// @param to when the observation ended
record Looking(Life life, List<Look> looks, List<Wait> waits, long to) {
    /// The waits for a monitor: where it was seen blocked once, or several times in a row.
    List<Wait> blocked() {
        var blocked = new ArrayList<Wait>();
        for (int i = 0; i < looks.size(); i++) {
            if (!looks.get(i).blocked()) continue;
            int first = i;
            while (i + 1 < looks.size()
                    && looks.get(i + 1).blocked()
                    && !eventBetween(looks.get(i).atNanos(), looks.get(i + 1).atNanos())) i++;
            blocked.add(new Wait(life.id(), State.BLOCKED, begin(first), end(i)));
        }
        return blocked;
    }

    private boolean eventBetween(long from, long until) {
        return waits.stream().anyMatch(w -> w.fromNanos() > from && w.toNanos() < until);
    }

    private long begin(int first) {
        long seen = looks.get(first).atNanos();
        long before = first == 0 ? life.fromNanos() : looks.get(first - 1).atNanos();
        for (var wait : waits)
            if (wait.toNanos() <= seen) before = Math.max(before, wait.toNanos());
        before = Math.max(before, life.fromNanos());
        return before + (seen - before) / 2;
    }

    private long end(int last) {
        long seen = looks.get(last).atNanos();
        if (last == looks.size() - 1 && !life.ended()) return to;
        long after = last == looks.size() - 1 ? life.toNanos() : looks.get(last + 1).atNanos();
        for (var wait : waits) {
            if (wait.fromNanos() >= seen) after = Math.min(after, wait.fromNanos());
            else if (wait.toNanos() > seen && wait.toNanos() < after) return wait.toNanos();
        }
        return seen + (Math.min(after, life.toNanos()) - seen) / 2;
    }

    /// The wait that it is still in at the end, which has no event.
    Optional<Wait> standing() {
        if (life.ended() || looks.isEmpty() || looks.getLast().state().isEmpty())
            return Optional.empty();
        var state = looks.getLast().state().orElseThrow();
        int first = looks.size() - 1;
        while (first > 0 && looks.get(first - 1).state().equals(looks.getLast().state())) first--;
        long known = waits.stream().mapToLong(Wait::toNanos).max().orElse(life.fromNanos());
        while (looks.get(first).atNanos() < known && first < looks.size() - 1) first++;
        return Optional.of(new Wait(life.id(), state, Math.min(begin(first), to), to));
    }
}
