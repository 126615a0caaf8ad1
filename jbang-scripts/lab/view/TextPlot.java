package lab.view;

import java.util.Arrays;
import java.util.List;

/// Points and lines on a grid of characters.
///
/// @param x the horizontal axis
/// @param y the vertical axis; its title stands above it
/// @param layers what is drawn, later ones over earlier ones, in the coordinates of the axes
record TextPlot(Frame.Axis x, Frame.Axis y, List<Layer> layers) implements TextChart {
    private static final int ROWS = 17;
    private static final int WIDEST = 100;
    private static final char SEVERAL = '*';

    /// Points of one kind.
    ///
    /// @param name what the key under the plot calls them; empty for nothing
    /// @param mark the character that stands for a point
    /// @param plain the same for terminals that show ASCII only
    /// @param joined whether the points are joined by a line of that character
    record Layer(String name, char mark, char plain, boolean joined, double[] x, double[] y) {
        Layer {
            x = x.clone();
            y = y.clone();
        }

        static Layer line(String name, char mark, char plain, double[] x, double[] y) {
            return new Layer(name, mark, plain, true, x, y);
        }

        static Layer points(String name, char mark, char plain, double[] x, double[] y) {
            return new Layer(name, mark, plain, false, x, y);
        }
    }

    @Override
    public String draw(Terminal terminal) {
        boolean unicode = terminal.unicode();
        int margin = y.ticks().stream().mapToInt(t -> t.label().length()).max().orElse(0) + 1;
        int columns = Math.min(WIDEST, terminal.columns()) - margin - 2;
        var grid = new char[ROWS][columns];
        for (var row : grid) Arrays.fill(row, ' ');
        for (var tick : y.ticks()) {
            int r = row(tick.at());
            if (y.grid() && r >= 0 && r < ROWS)
                for (int c = 0; c < columns; c += 4) grid[r][c] = unicode ? '·' : '.';
        }
        boolean hidden = false;
        var taken = new boolean[ROWS][columns];
        for (var layer : layers) {
            char mark = unicode ? layer.mark() : layer.plain();
            if (layer.joined()) join(grid, layer, mark);
            else hidden |= place(grid, taken, layer, mark);
        }
        var text = new StringBuilder();
        if (!y.title().isEmpty()) text.append(y.title()).append('\n');
        for (int r = 0; r < ROWS; r++)
            text.append(label(r, margin))
                    .append(unicode ? '│' : '|')
                    .append(new String(grid[r]).stripTrailing())
                    .append('\n');
        text.append(" ".repeat(margin))
                .append(unicode ? '└' : '+')
                .append((unicode ? "─" : "-").repeat(columns))
                .append('\n')
                .append(ticks(margin + 1, columns))
                .append('\n');
        text.append(" ".repeat(margin + 1)).append(x.title()).append("\n\n");
        for (var layer : layers)
            if (!layer.name().isEmpty())
                key(text, unicode ? layer.mark() : layer.plain(), layer.name(), terminal.columns());
        if (hidden) key(text, SEVERAL, "more than one of them", terminal.columns());
        return text.toString();
    }

    private static void key(StringBuilder text, char mark, String name, int columns) {
        var start = "  " + mark + "  ";
        for (var line : TableText.wrap(name, columns - start.length())) {
            text.append(start).append(line).append('\n');
            start = " ".repeat(start.length());
        }
    }

    private void join(char[][] grid, Layer layer, char mark) {
        for (int i = 1; i < layer.x().length; i++) {
            double x0 = column(layer.x()[i - 1], grid[0].length);
            double y0 = exactRow(layer.y()[i - 1]);
            double x1 = column(layer.x()[i], grid[0].length);
            double y1 = exactRow(layer.y()[i]);
            double steps = Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)));
            for (int s = 0; s <= steps; s++) {
                double part = steps == 0 ? 0 : s / steps;
                int r = (int) Math.round(y0 + (y1 - y0) * part);
                int c = (int) Math.round(x0 + (x1 - x0) * part);
                if (r >= 0 && r < grid.length && c >= 0 && c < grid[r].length) grid[r][c] = mark;
            }
        }
    }

    /// Places the points, and says whether one of them fell on another's.
    private boolean place(char[][] grid, boolean[][] taken, Layer layer, char mark) {
        boolean hidden = false;
        for (int i = 0; i < layer.x().length; i++) {
            int r = row(layer.y()[i]);
            int c = (int) Math.round(column(layer.x()[i], grid[0].length));
            if (r < 0 || r >= grid.length || c < 0 || c >= grid[r].length) continue;
            hidden |= taken[r][c];
            grid[r][c] = taken[r][c] ? SEVERAL : mark;
            taken[r][c] = true;
        }
        return hidden;
    }

    private double column(double value, int columns) {
        return (value - x.low()) / (x.high() - x.low()) * (columns - 1);
    }

    private double exactRow(double value) {
        return (1 - (value - y.low()) / (y.high() - y.low())) * (ROWS - 1);
    }

    private int row(double value) {
        return (int) Math.round(exactRow(value));
    }

    private String label(int row, int margin) {
        var label =
                y.ticks().stream()
                        .filter(t -> row(t.at()) == row)
                        .map(Frame.Tick::label)
                        .findFirst()
                        .orElse("");
        return " ".repeat(margin - 1 - label.length()) + label + " ";
    }

    private String ticks(int margin, int columns) {
        var line = new StringBuilder(" ".repeat(margin + columns));
        int free = 0;
        for (var tick : x.ticks()) {
            var label = tick.label();
            int at = margin + (int) Math.round(column(tick.at(), columns)) - label.length() / 2;
            at = Math.min(at, line.length() - label.length());
            if (label.isEmpty() || at < free) continue;
            line.replace(at, at + label.length(), label);
            free = at + label.length() + 1;
        }
        return line.toString().stripTrailing();
    }
}
