package lab;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import lab.view.Rows;
import tech.tablesaw.api.Table;

/// How much memory each of so many callers takes while all of them wait.
///
/// @param bytesEach bytes by the number of callers, ascending, and by the name of the way
public record CallerMemory(SequencedMap<Integer, SequencedMap<String, Long>> bytesEach) {
    private List<String> ways() {
        var names = new LinkedHashSet<String>();
        bytesEach.values().forEach(row -> names.addAll(row.keySet()));
        return List.copyOf(names);
    }

    /// The largest number of callers that was tried.
    public int most() {
        return bytesEach.lastEntry().getKey();
    }

    /// What each caller takes in this way where there are most of them, in kilobytes of 10^3 bytes.
    public double kilobytesEach(String way) {
        return bytesEach.lastEntry().getValue().get(way) / 1e3;
    }

    /// Megabytes (of 10^6 bytes) of all callers, and kilobytes of each, as a table.
    public Table table(String title) {
        var header = new ArrayList<>(List.of("callers"));
        for (var way : ways()) header.addAll(List.of(way + ", MB", way + ", KB each"));
        var rows = new ArrayList<List<?>>();
        bytesEach.forEach((callers, row) -> {
            var cells = new ArrayList<Object>(List.of(callers));
            for (var way : ways())
                cells.addAll(List.of(callers * row.get(way) / 1e6, row.get(way) / 1e3));
            rows.add(cells);
        });
        return Rows.table(title, header, rows);
    }
}
