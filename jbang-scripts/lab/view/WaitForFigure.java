package lab.view;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lab.measure.MachineCard;
import lab.view.WaitForPlot.Node;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/// A wait-for graph: threads and locks, and arrows for who waits for what and what is held by whom
/// (Holt 1972). A deadlock is a circle of arrows, and lies on a circle.
final class WaitForFigure {
    private static final int SPELLED_OUT = 12;
    private static final double FEW_NODES = 6;
    private static final double LEFT_PART = 0.62;
    private static final double LOCK_COLUMN = 0.72;
    private static final double THREAD_COLUMN = 0.90;

    private final String title;
    private final List<Waiting> waits;

    private WaitForFigure(String title, List<Waiting> waits) {
        if (waits.isEmpty())
            throw new IllegalArgumentException("nobody waits: '%s'".formatted(title));
        this.title = title;
        this.waits = List.copyOf(waits);
    }

    static Figure figure(String name, String title, List<Waiting> waits, MachineCard machine) {
        var graph = new WaitForFigure(title, waits);
        var caption =
                "Arrows: a thread waits for a lock, a lock is held by a thread. %s. %s."
                        .formatted(
                                graph.cycle().isEmpty()
                                        ? "They close no circle"
                                        : "The thick ones close a circle: none of these waits can end",
                                machine.line());
        return new Figure(
                name,
                title,
                caption,
                graph.alt(),
                graph.data(),
                graph::chart,
                new TextWaitFor(graph.waits));
    }

    private List<Waiting> cycle() {
        return waits.stream().filter(Waiting::inCycle).toList();
    }

    private Chart<?, ?> chart() {
        var nodes = nodes();
        var plot = new WaitForPlot(nodes, waits);
        var nowhere = new Frame.Axis("", 0, 1, List.of(), false);
        var frame =
                new Frame(title, nowhere, nowhere, plot.keys(), Frame.Painter.none(), plot::paint);
        return new Drawn(frame, nodes.size() <= FEW_NODES ? 380 : Theme.HEIGHT);
    }

    /// The places of threads and locks, from 0, 0 at the top left to 1, 1. What is in a circle, or
    /// everything if nothing is, lies on an ellipse, clockwise; the others stand in columns beside
    /// it.
    private Map<String, Node> nodes() {
        var round = cycle().isEmpty() ? waits : inOrder(cycle());
        var names = new LinkedHashMap<String, Boolean>(); // whether it is a lock
        for (var wait : round) {
            names.putIfAbsent(thread(wait.thread()), false);
            names.putIfAbsent(lock(wait.lock()), true);
            names.putIfAbsent(thread(wait.holder()), false);
        }
        var circle = List.copyOf(names.keySet());
        for (var wait : waits) {
            names.putIfAbsent(thread(wait.thread()), false);
            names.putIfAbsent(lock(wait.lock()), true);
            names.putIfAbsent(thread(wait.holder()), false);
        }
        var beside = names.keySet().stream().skip(circle.size()).toList();
        double width = beside.isEmpty() ? 1 : LEFT_PART;
        var nodes = new LinkedHashMap<String, Node>();
        for (int i = 0; i < circle.size(); i++) {
            double angle = Math.PI + 2 * Math.PI * i / circle.size();
            nodes.put(
                    circle.get(i),
                    new Node(
                            names.get(circle.get(i)),
                            width * (0.5 + 0.37 * Math.cos(angle)),
                            0.5 + 0.42 * Math.sin(angle)));
        }
        for (boolean isLock : new boolean[] {true, false}) {
            var column = beside.stream().filter(name -> names.get(name) == isLock).toList();
            for (int i = 0; i < column.size(); i++)
                nodes.put(
                        column.get(i),
                        new Node(
                                isLock,
                                isLock ? LOCK_COLUMN : THREAD_COLUMN,
                                (i + 0.5) / column.size()));
        }
        return nodes;
    }

    /// The waits of circles so that each is followed by the wait of its lock's holder.
    private static List<Waiting> inOrder(List<Waiting> cycle) {
        var left = new ArrayList<>(cycle);
        var ordered = new ArrayList<Waiting>();
        while (!left.isEmpty()) {
            var at = left.removeFirst();
            ordered.add(at);
            for (var next = after(at, left); next != null; next = after(next, left)) {
                left.remove(next);
                ordered.add(next);
            }
        }
        return ordered;
    }

    private static Waiting after(Waiting wait, List<Waiting> left) {
        return left.stream()
                .filter(other -> other.thread().equals(wait.holder()))
                .findFirst()
                .orElse(null);
    }

    /// A thread and a lock of the same name are two nodes.
    static String thread(String name) {
        return "t " + name;
    }

    static String lock(String name) {
        return "l " + name;
    }

    private String alt() {
        var told =
                waits.stream()
                        .limit(SPELLED_OUT)
                        .map(w ->
                                "%s waits for %s, which %s holds"
                                        .formatted(w.thread(), w.lock(), w.holder()))
                        .collect(Collectors.joining("; "));
        var more = waits.size() > SPELLED_OUT ? "; and more" : "";
        var end =
                cycle().isEmpty()
                        ? "They close no circle."
                        : "A deadlock: %s wait in a circle."
                                .formatted(
                                        inOrder(cycle()).stream()
                                                .map(Waiting::thread)
                                                .collect(Collectors.joining(", ")));
        return "Wait-for graph. %s%s. %s".formatted(told, more, end);
    }

    private Table data() {
        return Table.create(
                title,
                Tables.words("thread", waits.stream().map(Waiting::thread)),
                Tables.words("waits_for", waits.stream().map(Waiting::lock)),
                Tables.words("held_by", waits.stream().map(Waiting::holder)),
                Tables.words("deadlocked", waits.stream().map(w -> w.inCycle() ? "yes" : "no")));
    }

    /// A chart without data for XChart: all of it is drawn over the frame.
    private static final class Drawn extends XYChart {
        private final Frame frame;

        Drawn(Frame frame, int height) {
            super(Theme.WIDTH, height);
            this.frame = frame;
            setTitle(frame.title());
        }

        @Override
        public void paint(Graphics2D g, int width, int height) {
            frame.paint(g, width, height, plot -> {});
        }
    }
}
