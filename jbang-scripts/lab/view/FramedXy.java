package lab.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// An XChart of points, lines and filled shapes within a [Frame] of ours.
final class FramedXy extends XYChart {
    private final Frame frame;

    FramedXy(Frame frame, int height) {
        super(Theme.WIDTH, height);
        this.frame = frame;
        setTitle(frame.title());
        Plots.bare(getStyler());
        getStyler().setXAxisMin(frame.x().low()).setXAxisMax(frame.x().high());
        getStyler().setYAxisMin(frame.y().low()).setYAxisMax(frame.y().high());
        getStyler().setMarkerSize(10);
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        frame.paint(
                g,
                width,
                height,
                plot -> Plots.within(g, plot, getStyler(), (w, h) -> super.paint(g, w, h)));
        setWidth(width);
        setHeight(height);
    }

    /// Adds a line, with a marker at each point if there is one.
    XYSeries line(
            String name, double[] x, double[] y, Color colour, BasicStroke stroke, Marker marker) {
        var series = addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        series.setLineColor(colour).setLineStyle(stroke);
        series.setMarkerColor(colour).setMarker(marker);
        return series;
    }

    /// Adds points that no line joins.
    XYSeries points(String name, double[] x, double[] y, Color colour, Marker marker) {
        var series = addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarkerColor(colour).setMarker(marker);
        return series;
    }

    /// Adds a filled shape, or several with NaN between them.
    XYSeries area(String name, double[] x, double[] y, Color colour) {
        var series = addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(colour);
        series.setLineColor(colour).setLineStyle(SeriesLines.NONE);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }
}
