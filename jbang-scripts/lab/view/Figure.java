package lab.view;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/// A chart with everything that belongs to it. The same figure always gives the same bytes.
///
/// @param name the stem of its files: small letters, digits and hyphens
/// @param title what it is about
/// @param caption what is seen, how it was measured, and on which machine
/// @param alt what it shows, in words and figures, for those who cannot see it
/// @param data the figures behind it
/// @param drawing makes the chart; nothing of AWT is loaded before it is asked for
/// @param text draws it with letters, for a terminal
public record Figure(
        String name,
        String title,
        String caption,
        String alt,
        Table data,
        Supplier<? extends Chart<?, ?>> drawing,
        TextChart text) {
    private static final Pattern STEM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Figure {
        checkStem(name);
        if (alt.isBlank())
            throw new IllegalArgumentException("figure '%s' needs an alt text".formatted(name));
    }

    /// A figure of a chart of your own, shown in a terminal as its data.
    public Figure(
            String name, Chart<?, ?> chart, String title, String caption, String alt, Table data) {
        this(name, title, caption, alt, data, () -> chart, TextChart.of(data));
    }

    /// Refuses what is no stem of a file name.
    ///
    /// @throws IllegalArgumentException if it is not made of small letters, digits and single
    ///   hyphens
    static void checkStem(String name) {
        if (!STEM.matcher(name).matches() || name.length() > 60)
            throw new IllegalArgumentException(
                    ("'%s' cannot name a file: use small letters, digits and hyphens, such as"
                                    + " 'speedup-primes'")
                            .formatted(name));
    }

    /// The chart, made anew.
    public Chart<?, ?> chart() {
        return drawing.get();
    }

    /// The picture, at twice its shown size so that it is sharp on dense screens.
    public Picture picture() {
        var chart = chart();
        int width = chart.getWidth();
        int height = chart.getHeight();
        var image =
                new BufferedImage(
                        width * Picture.DENSITY,
                        height * Picture.DENSITY,
                        BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.scale(Picture.DENSITY, Picture.DENSITY);
        chart.paint(g, width, height);
        g.dispose();
        return new Picture(Png.of(image), width, height);
    }

    /// The picture as PNG.
    public byte[] png() {
        return picture().png();
    }

    /// The picture as SVG, with title and description for screen readers.
    public byte[] svg() {
        try {
            return Svg.described(ChartEncoder.getBytes(chart(), "svg"), title, alt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The figure as lines of text: title, drawing, caption.
    public String text(Terminal terminal) {
        var lines = new ArrayList<String>();
        lines.addAll(TableText.wrap(terminal.able(title), terminal.columns()));
        lines.add("");
        lines.add(terminal.able(text.draw(terminal)).stripTrailing());
        lines.add("");
        lines.addAll(TableText.wrap(terminal.able(caption), terminal.columns()));
        return String.join("\n", lines) + "\n";
    }

    /// Writes `name.csv`, `name.png` and `name.svg` into the folder, which is made if it is
    /// missing. Each file appears whole or not at all. Where [Pictures#problem()] says that nothing
    /// can be drawn, there is only the CSV file.
    ///
    /// @return the paths that were written, in that order
    /// @throws IOException if a file cannot be written
    public List<Path> write(Path folder) throws IOException {
        var written = new ArrayList<Path>();
        written.add(Tables.write(data, folder.resolve(name + ".csv")));
        if (Pictures.problem().isEmpty()) {
            var svg = new FutureTask<>(this::svg); // beside the other: a quick run waits for both
            Thread.ofPlatform().daemon().start(svg);
            written.add(WholeFile.write(folder.resolve(name + ".png"), png()));
            written.add(WholeFile.write(folder.resolve(name + ".svg"), drawn(svg)));
        }
        return List.copyOf(written);
    }

    private static byte[] drawn(FutureTask<byte[]> drawing) throws IOException {
        try {
            return drawing.get();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("stopped while a chart was drawn");
        } catch (ExecutionException e) {
            throw new IOException("a chart could not be drawn", e.getCause());
        }
    }
}
