package tools.pairing;

import java.util.ArrayList;
import java.util.List;
import tools.pairing.Cell.Kind;

/// A stretch of a script that holds cells: the declarations, or the body of `main`. It keeps the
/// text as it was written, so that a cell that did not change is written back to the byte.
///
/// @param indent what stands before every line of a cell
/// @param items the cells in their order
/// @param tail the lines after the last cell: blank
record Region(String indent, List<Item> items, List<String> tail) {
    static final String MARK = "///";

    /// @param lead the lines between the cell before and this one: blank, or a lone `///`
    /// @param raw the lines as written
    record Item(Cell cell, List<String> lead, List<String> raw) {}

    List<Cell> cells() {
        return items.stream().map(Item::cell).toList();
    }

    /// The lines of this region with other cells in it. What did not change keeps its text.
    ///
    /// @param first whether a blank line goes before the first cell
    /// @param last whether one goes after the last cell, if it is code
    List<String> with(List<Cell> cells, boolean first, boolean last) {
        var align = Alignment.of(cells(), cells, Cell::sameAs, Region::alike);
        var lines = new ArrayList<String>();
        int before = -1;
        Cell previous = null;
        for (int i = 0; i < cells.size(); i++) {
            var cell = cells.get(i);
            int old = align.kin()[i];
            boolean keeps = old >= 0 && before == old - 1;
            lines.addAll(keeps ? items.get(old).lead() : lead(previous, cell, first));
            lines.addAll(align.same()[i] >= 0 ? items.get(old).raw() : written(cell));
            before = old >= 0 ? old : -2;
            previous = cell;
        }
        if (before == items.size() - 1) {
            lines.addAll(tail);
        } else if (last && previous != null && previous.kind() == Kind.CODE) {
            lines.add("");
        }
        return lines;
    }

    private static boolean alike(Cell a, Cell b) {
        return a.kind() == b.kind() && a.isEmptyCode() == b.isEmptyCode();
    }

    /// How a cell is parted from the one before where nobody wrote it yet.
    private List<String> lead(Cell previous, Cell cell, boolean first) {
        boolean marked =
                cell.isEmptyCode()
                        || cell.kind() == Kind.CODE
                                && previous != null
                                && previous.kind() == Kind.CODE;
        var lines = new ArrayList<String>();
        if (previous == null ? first : previous.kind() == Kind.CODE || marked || !isCode(cell)) {
            lines.add("");
        }
        if (marked) {
            lines.add(indent + MARK);
        }
        return lines;
    }

    private static boolean isCode(Cell cell) {
        return cell.kind() == Kind.CODE;
    }

    private List<String> written(Cell cell) {
        return switch (cell.kind()) {
            case MARKDOWN -> {
                var lines = List.of(cell.text().split("\n", -1));
                yield lines.stream().map(line -> indent + Prose.comment(line)).toList();
            }
            default -> cell.lines().stream().map(l -> l.isEmpty() ? l : indent + l).toList();
        };
    }
}
