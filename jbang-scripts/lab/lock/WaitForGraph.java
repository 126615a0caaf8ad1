package lab.lock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Who waits for whom, at one moment. With locks that one thread holds at a time, threads wait for
/// ever if and only if they wait in a circle (Holt, 'Some Deadlock Properties of Computer Systems',
/// 1972).
///
/// Invariant: a thread waits for one lock at most.
///
/// @param waits one for each thread that waits
public record WaitForGraph(List<Wait> waits) {
    /// A thread waits for a lock.
    ///
    /// @param thread who waits
    /// @param lock for what
    /// @param holder the thread that holds it
    public record Wait(String thread, String lock, String holder) {
        @Override
        public String toString() {
            return "%s waits for %s, which %s holds".formatted(thread, lock, holder);
        }
    }

    public WaitForGraph {
        waits = List.copyOf(waits);
        if (waits.stream().map(Wait::thread).distinct().count() < waits.size())
            throw new IllegalArgumentException("a thread waits for one lock at most: " + waits);
    }

    /// The circles, each beginning with the thread whose name comes first; empty if nobody is
    /// deadlocked. Nobody is in two of them, since everybody waits for one only.
    public List<List<Wait>> cycles() {
        Map<String, Wait> next = new LinkedHashMap<>();
        for (var wait : waits) next.put(wait.thread(), wait);
        var found = new ArrayList<List<Wait>>();
        var seen = new HashSet<String>();
        for (var start : waits) {
            var place = new HashMap<String, Integer>();
            var path = new ArrayList<Wait>();
            for (var at = start; at != null && seen.add(at.thread()); ) {
                place.put(at.thread(), path.size());
                path.add(at);
                at = next.get(at.holder());
            }
            if (path.isEmpty()) continue;
            var again = place.get(path.getLast().holder());
            if (again != null) found.add(turned(path.subList(again, path.size())));
        }
        return List.copyOf(found);
    }

    private static List<Wait> turned(List<Wait> cycle) {
        var first = cycle.stream().min(Comparator.comparing(Wait::thread)).orElseThrow();
        int start = cycle.indexOf(first);
        var turned = new ArrayList<>(cycle.subList(start, cycle.size()));
        turned.addAll(cycle.subList(0, start));
        return List.copyOf(turned);
    }

    /// Whether somebody waits for ever.
    public boolean deadlocked() {
        return !cycles().isEmpty();
    }

    /// Whether this wait is part of a circle, and not only caught behind one.
    public boolean isInCycle(Wait wait) {
        return cycles().stream().anyMatch(cycle -> cycle.contains(wait));
    }

    /// All waits, as a sentence.
    @Override
    public String toString() {
        return waits.isEmpty()
                ? "nobody waits"
                : waits.stream().map(Wait::toString).collect(Collectors.joining("; "));
    }
}
