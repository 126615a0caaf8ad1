package lab.notebook;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/// How a cell's last value looks: a table as a table, a chart as a picture.
final class Renderers {
    private Renderers() {}

    static void register(Renderer renderer) {
        renderer.createRegistration(Chart.class)
                .preferring(MIMEType.IMAGE_PNG)
                .supporting(MIMEType.TEXT_PLAIN)
                .register((chart, context) -> context.getOutputContainer().assign(picture(chart)));
        renderer.createRegistration(Table.class)
                .preferring(MIMEType.TEXT_HTML)
                .supporting(MIMEType.TEXT_PLAIN)
                .register((table, context) -> context.getOutputContainer().assign(table(table)));
    }

    /// A picture with its size in CSS pixels and its alternative text, as Jupyter and nbconvert
    /// read them: a picture of twice that size is sharp on a dense screen.
    static DisplayData picture(byte[] png, int width, int height, String alt) {
        var data = new DisplayData(alt);
        data.putData(
                MIMEType.IMAGE_PNG,
                Base64.getEncoder().encodeToString(png),
                Map.of("width", width, "height", height, "alt", alt));
        return data;
    }

    private static DisplayData picture(Chart<?, ?> chart) {
        try {
            var png = ChartEncoder.getBytes(chart, "png");
            var title =
                    chart.getTitle() == null || chart.getTitle().isBlank()
                            ? "Chart"
                            : chart.getTitle();
            return picture(png, chart.getWidth(), chart.getHeight(), title);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DisplayData table(Table table) {
        var data = new DisplayData(table.print());
        return data;
    }
}
