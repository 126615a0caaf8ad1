package lab.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.util.ArrayList;
import java.util.List;

/// The one look of all charts: sizes, colours, marks and letters.
///
/// The colours are those of Okabe and Ito ('Color Universal Design', 2008), which the colour-blind
/// can tell apart. Nothing depends on colour alone: each comes with a marker or a hatching of its
/// own.
final class Theme {
    static final int WIDTH = 900;
    static final int HEIGHT = 480;

    static final Color INK = new Color(0x222222);
    static final Color MUTED = new Color(0x595959);
    static final Color GRID = new Color(0xE4E4E4);
    static final Color PAPER = Color.WHITE;
    static final Color CLEAR = new Color(255, 255, 255, 0);

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 18);
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    static final Font STRONG = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font TINY = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    static final BasicStroke HAIR = new BasicStroke(1);
    static final BasicStroke WHISKER =
            new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
    static final BasicStroke SOLID =
            new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    static final BasicStroke DASHED = dashed(2.2f, 8, 6);
    static final BasicStroke DOTTED = dashed(2.2f, 2, 5);
    static final BasicStroke REFERENCE = dashed(1.4f, 5, 4);

    private static final BasicStroke RIM =
            new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

    private static final Color[] COLOURS = {
        new Color(0x0072B2), // blue
        new Color(0xD55E00), // vermillion
        new Color(0x009E73), // bluish green
        new Color(0xE69F00), // orange
        new Color(0x56B4E9), // sky blue
        new Color(0xCC79A7), // reddish purple
        new Color(0x666666), // grey, in place of black, which is the text's
        new Color(0xF0E442) // yellow
    };

    private Theme() {}

    /// The colour of the series of this number; beyond eight they return darker.
    static Color colour(int series) {
        var colour = COLOURS[series % COLOURS.length];
        return series < COLOURS.length ? colour : colour.darker();
    }

    /// Black or white, whichever can be read better on the colour (WCAG 2 contrast).
    static Color inkOn(Color paper) {
        return luminance(paper) > 0.30 ? INK : Color.WHITE;
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed())
                + 0.7152 * linear(c.getGreen())
                + 0.0722 * linear(c.getBlue());
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    /// How wide the text is, in pixels; the same on every machine with the same fonts.
    static double width(String text, Font font) {
        return text.isEmpty() ? 0 : font.getStringBounds(text, MEASURE).getWidth();
    }

    /// Draws the text with its baseline at y; `align` 0 starts it at x, 0.5 centres it there, 1
    /// ends it. Letters are drawn as outlines, so that an SVG looks the same wherever it is opened.
    static void text(
            Graphics2D g, String text, Font font, Color ink, double x, double y, double align) {
        if (text.isBlank()) return;
        var layout = new TextLayout(text, font, MEASURE);
        var outline = layout.getOutline(null);
        g.setColor(ink);
        g.translate(x - align * width(text, font), y);
        g.fill(outline);
        g.translate(align * width(text, font) - x, -y);
    }

    /// The same with a rim in the colour of the paper, for text that may lie over lines.
    static void rimmedText(
            Graphics2D g, String text, Font font, Color ink, double x, double y, double align) {
        if (text.isBlank()) return;
        var outline = new TextLayout(text, font, MEASURE).getOutline(null);
        double left = x - align * width(text, font);
        g.translate(left, y);
        g.setColor(PAPER);
        g.setStroke(RIM);
        g.draw(outline);
        g.translate(-left, -y);
        text(g, text, font, ink, x, y, align);
    }

    /// The text in lines no wider than this, at most so many; what does not fit ends in an
    /// ellipsis.
    static List<String> wrap(String text, Font font, double width, int lines) {
        var wrapped = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.strip().split("\\s+")) {
            var longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(longer, font) > width) {
                wrapped.add(line.toString());
                line.setLength(0);
                line.append(word);
            } else {
                line.setLength(0);
                line.append(longer);
            }
        }
        wrapped.add(line.toString());
        if (wrapped.size() > lines) {
            var rest = String.join(" ", wrapped.subList(lines - 1, wrapped.size()));
            wrapped.subList(lines - 1, wrapped.size()).clear();
            wrapped.add(rest);
        }
        wrapped.replaceAll(piece -> shorten(piece, font, width));
        return List.copyOf(wrapped);
    }

    /// The text, with its middle left out if it is wider than this: names often differ at their
    /// ends.
    static String shorten(String text, Font font, double width) {
        if (width(text, font) <= width) return text;
        int kept = text.length() - 1;
        while (kept > 1 && width(shortened(text, kept), font) > width) kept--;
        return shortened(text, kept);
    }

    private static String shortened(String text, int kept) {
        int tail = kept / 3;
        return text.substring(0, kept - tail).strip()
                + "…"
                + text.substring(text.length() - tail).strip();
    }

    static void smooth(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    private static BasicStroke dashed(float width, float on, float off) {
        return new BasicStroke(
                width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {on, off}, 0);
    }
}
