package lab.race;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The memory of a small machine: named cells that hold whole numbers, 0 at first. Immutable: to
/// write is to make another memory.
///
/// @param cells the cells that were written
public record Memory(Map<String, Long> cells) {
    public Memory {
        cells = Map.copyOf(cells);
    }

    /// A memory in which nothing was written.
    public static Memory empty() {
        return new Memory(Map.of());
    }

    /// What the cell holds; 0 if it was never written.
    public long get(String cell) {
        return cells.getOrDefault(cell, 0L);
    }

    /// This memory, with the value in the cell.
    public Memory with(String cell, long value) {
        var written = new TreeMap<>(cells);
        written.put(cell, value);
        return new Memory(written);
    }

    /// The cells in alphabetical order: `balance=30, teller=10`.
    @Override
    public String toString() {
        SortedMap<String, Long> sorted = new TreeMap<>(cells);
        return sorted.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
