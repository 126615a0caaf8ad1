package tools.pairing;

import java.util.ArrayList;
import java.util.List;
import tools.pairing.Cell.Kind;
import tools.pairing.JavaLines.Inside;
import tools.pairing.JavaLines.Start;
import tools.pairing.Region.Item;

/// Splits a stretch of a script into cells.
final class RegionReader {
    private final String file;
    private final List<String> lines;
    private final List<Start> starts;
    private final int depth;
    private final String indent;
    private final List<Item> items = new ArrayList<>();
    private List<String> lead = new ArrayList<>();
    private boolean marked;
    private int markEnd;

    /// @param depth how many brackets are open around a cell
    /// @param indent what a cell's lines start with
    RegionReader(String file, List<String> lines, List<Start> starts, int depth, String indent) {
        this.file = file;
        this.lines = lines;
        this.starts = starts;
        this.depth = depth;
        this.indent = indent;
    }

    /// The cells in lines `from` (from 0) up to and without `to`.
    ///
    /// @throws Refused if a `///` line is none of the forms that a cell has
    Region read(int from, int to) {
        int line = from;
        while (line < to) {
            if (isProse(line)) {
                line = prose(line, to);
            } else if (isBlank(line)) {
                lead.add(lines.get(line++));
            } else {
                line = code(line, to);
            }
        }
        emptyCell(to);
        return new Region(indent, items, lead);
    }

    private boolean isBlank(int line) {
        return starts.get(line).inside() == Inside.CODE && lines.get(line).isBlank();
    }

    private boolean isProse(int line) {
        return starts.get(line).equals(new Start(depth, Inside.CODE))
                && lines.get(line).stripLeading().startsWith(Region.MARK);
    }

    private int prose(int from, int to) {
        emptyCell(from);
        var text = new ArrayList<String>();
        int line = from;
        for (; line < to && isProse(line); line++) {
            text.add(Prose.line(lines.get(line).stripLeading(), file, line + 1));
        }
        if (text.equals(List.of(""))) {
            lead.add(lines.get(from));
            marked = true;
            markEnd = lead.size();
        } else if (text.stream().allMatch(String::isBlank)) {
            throw Refused.at(file, from + 1, "a block of prose without a word: delete it.");
        } else {
            add(Kind.MARKDOWN, String.join("\n", text), from, line);
        }
        return line;
    }

    private int code(int from, int to) {
        int end = from;
        int line = from;
        for (; line < to && !isProse(line); line++) {
            if (!isBlank(line)) {
                end = line + 1;
            }
        }
        add(Kind.CODE, String.join("\n", dedented(from, end)), from, end);
        marked = false;
        return end;
    }

    /// What a lone `///` begins is a cell even if no code follows.
    private void emptyCell(int next) {
        if (marked) {
            var after = new ArrayList<>(lead.subList(markEnd, lead.size()));
            lead = new ArrayList<>(lead.subList(0, markEnd));
            add(Kind.CODE, "", next, next);
            lead = after;
            marked = false;
        }
    }

    private void add(Kind kind, String text, int from, int to) {
        items.add(new Item(new Cell(kind, text, from + 1), lead, lines.subList(from, to)));
        lead = new ArrayList<>();
    }

    /// The lines without the indentation that they share with the body around them. The lines of a
    /// text block move together or not at all, so that its value stays what it is.
    private List<String> dedented(int from, int to) {
        var text = new ArrayList<String>();
        int line = from;
        while (line < to) {
            int end = line;
            while (end < to && starts.get(end).inside() != Inside.CODE) {
                end++;
            }
            var token = lines.subList(line, end);
            boolean moves = token.stream().allMatch(l -> l.isBlank() || l.startsWith(indent));
            token.forEach(l -> text.add(moves ? dedented(l) : l));
            if (end < to) {
                text.add(dedented(lines.get(end++)));
            }
            line = end;
        }
        return text;
    }

    private String dedented(String line) {
        int same = 0;
        while (same < Math.min(indent.length(), line.length())
                && line.charAt(same) == indent.charAt(same)) {
            same++;
        }
        return line.substring(same);
    }
}
