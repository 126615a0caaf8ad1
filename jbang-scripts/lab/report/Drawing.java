package lab.report;

import java.util.Locale;
import lab.measure.Interval;
import lab.view.Numbers;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/// A picture as wide as the page gives it room: places across are percentages of its width, places
/// down are pixels, and letters keep their size. Colours come from the style sheet.
final class Drawing {
    private final Element svg;

    private Drawing(Element svg) {
        this.svg = svg;
    }

    /// Adds a picture to the page.
    ///
    /// @param id for its title and description; no other element may have it
    /// @param title what it is
    /// @param description what it shows, in words and figures
    static Drawing in(Element parent, String id, String title, String description, int height) {
        var svg = parent.appendElement("svg", Parser.NamespaceSvg);
        svg.attr("role", "img")
                .attr("aria-labelledby", id + "-t " + id + "-d")
                .attr("width", "100%")
                .attr("height", String.valueOf(height));
        svg.appendElement("title", Parser.NamespaceSvg).attr("id", id + "-t").text(title);
        svg.appendElement("desc", Parser.NamespaceSvg).attr("id", id + "-d").text(description);
        return new Drawing(svg);
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        add("line", style)
                .attr("x1", percent(x1))
                .attr("y1", pixels(y1))
                .attr("x2", percent(x2))
                .attr("y2", pixels(y2));
    }

    void box(String style, double x1, double y1, double x2, double y2) {
        add("rect", style)
                .attr("x", percent(Math.min(x1, x2)))
                .attr("y", pixels(Math.min(y1, y2)))
                .attr("width", percent(Math.abs(x2 - x1)))
                .attr("height", pixels(Math.abs(y2 - y1)));
    }

    void dot(String style, double x, double y, double radius) {
        add("circle", style).attr("cx", percent(x)).attr("cy", pixels(y)).attr("r", pixels(radius));
    }

    /// @param anchor `start`, `middle` or `end`
    void text(String style, String anchor, double x, double y, String text) {
        add("text", style)
                .attr("text-anchor", anchor)
                .attr("x", percent(x))
                .attr("y", pixels(y))
                .text(text);
    }

    /// Short lines from point to point, or every other of them.
    ///
    /// @param points x and y of each
    void curve(String style, double[][] points, boolean dashed) {
        for (int i = 0; i + 1 < points.length; i += dashed ? 2 : 1)
            line(style, points[i][0], points[i][1], points[i + 1][0], points[i + 1][1]);
    }

    /// A line and a figure for each tick of an axis, from above down to a height.
    ///
    /// @param top where there is something to draw
    void ticks(Axis axis, int top, int height) {
        for (double tick : axis.ticks()) {
            double x = axis.at(tick);
            line(tick == 1 ? "one" : "grid", x, top - 6, x, height);
            text("tick", "middle", x, top - 10, Numbers.shortest(tick));
        }
    }

    /// An interval along an axis, with a cap at either end.
    ///
    /// @param cap how far a cap reaches up and down
    void interval(String style, Axis axis, Interval interval, double y, int cap) {
        double low = axis.at(interval.low());
        double high = axis.at(interval.high());
        line(style, low, y, high, y);
        line(style, low, y - cap, low, y + cap);
        line(style, high, y - cap, high, y + cap);
    }

    private Element add(String tag, String style) {
        return svg.appendElement(tag, Parser.NamespaceSvg).attr("class", style);
    }

    private static String percent(double x) {
        return String.format(Locale.ROOT, "%.2f%%", x);
    }

    private static String pixels(double y) {
        return String.format(Locale.ROOT, "%.2f", y);
    }
}
