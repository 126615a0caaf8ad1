package lab.notebook;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.Base64;
import java.util.Map;
import lab.view.Figure;
import lab.view.Tables;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/// How a cell's last value looks: a table as a table, a chart as a picture.
final class Renderers {
    private Renderers() {}

    static void register(Renderer renderer) {
        renderer.createRegistration(Chart.class)
                .preferring(MIMEType.IMAGE_PNG)
                .supporting(MIMEType.TEXT_PLAIN)
                .register((chart, context) -> chart(context.getOutputContainer(), chart));
        renderer.createRegistration(Table.class)
                .preferring(MIMEType.TEXT_HTML)
                .supporting(MIMEType.TEXT_PLAIN)
                .register((table, context) -> table(context.getOutputContainer(), table));
        renderer.createRegistration(Figure.class)
                .preferring(MIMEType.IMAGE_PNG)
                .supporting(MIMEType.TEXT_PLAIN)
                .register((figure, context) -> figure(context.getOutputContainer(), figure));
    }

    /// A picture with its size on the page and its alternative text, as Jupyter and nbconvert read
    /// them: a picture of more pixels than that is sharp on a dense screen.
    static void picture(DisplayData to, byte[] png, int width, int height, String alt) {
        to.putText(alt);
        to.putData(
                MIMEType.IMAGE_PNG,
                Base64.getEncoder().encodeToString(png),
                Map.of("width", width, "height", height, "alt", alt));
    }

    private static void figure(DisplayData to, Figure figure) {
        var picture = figure.picture();
        picture(to, picture.png(), picture.width(), picture.height(), figure.alt());
    }

    private static void chart(DisplayData to, Chart<?, ?> chart) {
        var title =
                chart.getTitle() == null || chart.getTitle().isBlank()
                        ? "A chart"
                        : chart.getTitle();
        figure(to, new Figure("chart", chart, title, "", title, Table.create("none")));
    }

    private static void table(DisplayData to, Table table) {
        to.putText(Tables.text(table));
        to.putHTML(Tables.html(table));
    }
}
