package lab.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.Map;

/// Draws the nodes and arrows of a wait-for graph.
///
/// @param nodes where the threads and locks are, by their names as [WaitForFigure] makes them
/// @param waits two arrows each: from the thread to the lock, and from the lock to its holder
record WaitForPlot(Map<String, Node> nodes, List<Waiting> waits) {
    private static final double HIGH = 34;
    private static final double MARGIN = 26;
    private static final double WIDEST = 190;
    private static final double GAP = 8;
    private static final double HEAD = 13;
    private static final int FEW_NODES = 6;
    private static final Color DEADLOCKED = Theme.colour(1);
    private static final Color OTHER = Theme.MUTED;
    private static final Color THREAD = new Color(0xD6E9F5);
    private static final BasicStroke HELD =
            new BasicStroke(
                    2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {7, 5}, 0);
    private static final BasicStroke HELD_THICK =
            new BasicStroke(
                    3.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {8, 5}, 0);
    private static final BasicStroke THICK =
            new BasicStroke(3.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);

    /// A thread or a lock, and where its middle is: 0 to 1 from left to right and from top to
    /// bottom.
    record Node(boolean isLock, double x, double y) {}

    List<Frame.Key> keys() {
        boolean deadlock = waits.stream().anyMatch(Waiting::inCycle);
        return List.of(
                new Frame.Key("thread", (g, x, y) -> box(g, x, y, 26, 16, false)),
                new Frame.Key("lock", (g, x, y) -> box(g, x, y, 26, 16, true)),
                new Frame.Key("waits for", (g, x, y) -> key(g, x, y, deadlock, false)),
                new Frame.Key("is held by", (g, x, y) -> key(g, x, y, deadlock, true)));
    }

    private static void key(Graphics2D g, double x, double y, boolean thick, boolean held) {
        arrow(g, x - 15, y, x + 15, y, thick, held);
    }

    void paint(Graphics2D g, Frame.Scale scale) {
        var plot = scale.plot();
        g.setColor(Theme.PAPER); // over the line that an axis would have
        g.fill(new Rectangle2D.Double(plot.getX() - 2, plot.getMaxY() - 2, plot.getWidth() + 4, 4));
        for (boolean deadlocked : new boolean[] {false, true})
            for (var wait : waits) {
                if (wait.inCycle() != deadlocked) continue;
                var lock = WaitForFigure.lock(wait.lock());
                join(g, plot, WaitForFigure.thread(wait.thread()), lock, deadlocked, false);
                join(g, plot, lock, WaitForFigure.thread(wait.holder()), deadlocked, true);
            }
        nodes.forEach((name, node) -> {
            var text = text(name);
            double x = x(plot, node);
            double y = y(plot, node);
            box(g, x, y, width(name), HIGH, node.isLock());
            Theme.text(g, text, Theme.STRONG, Theme.INK, x, y + 5, 0.5);
        });
    }

    private static String text(String name) {
        return Theme.shorten(name.substring(2), Theme.STRONG, WIDEST - MARGIN);
    }

    private static double width(String name) {
        return Math.max(64, Theme.width(text(name), Theme.STRONG) + MARGIN);
    }

    private static double x(Rectangle2D plot, Node node) {
        return plot.getX() + node.x() * plot.getWidth();
    }

    private static double y(Rectangle2D plot, Node node) {
        return plot.getY() + HIGH / 2 + node.y() * (plot.getHeight() - HIGH);
    }

    private void join(
            Graphics2D g, Rectangle2D plot, String from, String to, boolean thick, boolean held) {
        double x1 = x(plot, nodes.get(from));
        double y1 = y(plot, nodes.get(from));
        double x2 = x(plot, nodes.get(to));
        double y2 = y(plot, nodes.get(to));
        double leave = edge(width(from), x2 - x1, y2 - y1);
        double arrive = edge(width(to), x2 - x1, y2 - y1);
        double dx = x2 - x1;
        double dy = y2 - y1;
        arrow(g, x1 + leave * dx, y1 + leave * dy, x2 - arrive * dx, y2 - arrive * dy, thick, held);
        if (nodes.size() <= FEW_NODES) {
            double middle = (leave + 1 - arrive) / 2;
            label(g, held ? "is held by" : "waits for", x1 + middle * dx, y1 + middle * dy);
        }
    }

    private static void label(Graphics2D g, String text, double x, double y) {
        double width = Theme.width(text, Theme.SMALL) + 8;
        g.setColor(Theme.PAPER);
        g.fill(new Rectangle2D.Double(x - width / 2, y - 10, width, 20));
        Theme.text(g, text, Theme.SMALL, Theme.INK, x, y + 5, 0.5);
    }

    /// Which part of the way from the middle of a box lies within it, or just outside.
    private static double edge(double width, double dx, double dy) {
        double length = Math.hypot(dx, dy);
        double part = Math.min(width / 2 / Math.abs(dx), HIGH / 2 / Math.abs(dy));
        return Math.min(0.45, part + GAP / length);
    }

    private static void arrow(
            Graphics2D g, double x1, double y1, double x2, double y2, boolean thick, boolean held) {
        double length = Math.hypot(x2 - x1, y2 - y1);
        double dx = (x2 - x1) / length;
        double dy = (y2 - y1) / length;
        double head = Math.min(HEAD, length / 2);
        double neckX = x2 - head * dx;
        double neckY = y2 - head * dy;
        g.setColor(thick ? DEADLOCKED : OTHER);
        g.setStroke(held ? thick ? HELD_THICK : HELD : thick ? THICK : Theme.SOLID);
        g.draw(new Line2D.Double(x1, y1, neckX, neckY));
        var tip = new Path2D.Double();
        tip.moveTo(x2, y2);
        tip.lineTo(neckX - dy * head * 0.5, neckY + dx * head * 0.5);
        tip.lineTo(neckX + dy * head * 0.5, neckY - dx * head * 0.5);
        tip.closePath();
        g.fill(tip);
    }

    private static void box(
            Graphics2D g, double x, double y, double width, double height, boolean isLock) {
        double round = isLock ? 0 : height;
        var shape =
                new RoundRectangle2D.Double(
                        x - width / 2, y - height / 2, width, height, round, round);
        g.setColor(isLock ? Theme.PAPER : THREAD);
        g.fill(shape);
        g.setColor(isLock ? Theme.INK : Theme.colour(0));
        g.setStroke(Theme.WHISKER);
        g.draw(shape);
    }
}
