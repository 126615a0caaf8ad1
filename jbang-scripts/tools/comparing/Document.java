package tools.comparing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.Lab;
import lab.measure.Interval;
import lab.results.Contrast;
import lab.results.Overlay;
import lab.results.ResultRow;
import lab.results.Side;

/// A comparison as one JSON document.
public final class Document {
    private Document() {}

    /// @param remarks what a reader should know of the files
    /// @param files what was written
    public static String of(
            Overlay overlay, List<Contrast> contrasts, List<String> remarks, List<Path> files)
            throws JsonProcessingException {
        var document = new LinkedHashMap<String, Object>();
        document.put("version", Lab.VERSION);
        document.put("runs", overlay.sides().stream().map(Document::run).toList());
        document.put("contrasts", contrasts.stream().map(Document::contrast).toList());
        document.put("remarks", remarks);
        document.put("left_out", overlay.leftOut());
        document.put("files", files.stream().map(Path::toString).toList());
        return new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(document);
    }

    private static Map<String, Object> run(Side side) {
        var run = new LinkedHashMap<String, Object>();
        run.put("run", side.label());
        run.put("source", side.source());
        run.put("machine", side.machine());
        run.put("rows", side.rows().size());
        run.put("sheet_size", side.size().isEmpty() ? null : side.size());
        return run;
    }

    private static Map<String, Object> contrast(Contrast contrast) {
        var document = new LinkedHashMap<String, Object>();
        document.put("run", contrast.second().label());
        document.put("against", contrast.first().label());
        document.put("summary", contrast.summary());
        document.put("cells", contrast.cells().stream().map(pair -> cell(contrast, pair)).toList());
        return document;
    }

    private static Map<String, Object> cell(Contrast contrast, Contrast.Pair pair) {
        var cell = new LinkedHashMap<String, Object>();
        cell.put("lesson", pair.group().lesson());
        cell.put("experiment", pair.group().experiment());
        cell.put("workload", pair.group().workload());
        cell.put("variant", pair.name());
        cell.put("speedup", pair.verdict().inWords());
        cell.put("times_the_speedup", interval(pair.ratio()));
        cell.put("same_machine", pair.sameMachine());
        cell.put("medians_compare", contrast.comparesMedians(pair));
        cell.put("run", row(pair.second()));
        cell.put("against", row(pair.first()));
        return cell;
    }

    private static Map<String, Object> row(ResultRow row) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("workers", row.workers());
        figures.put("rounds", row.rounds());
        figures.put("median_ms", Double.isNaN(row.medianMillis()) ? null : row.medianMillis());
        figures.put("speedup", row.speedup().estimate());
        figures.put("speedup_low", row.speedup().low());
        figures.put("speedup_high", row.speedup().high());
        return figures;
    }

    private static Map<String, Object> interval(Interval interval) {
        var ends = new LinkedHashMap<String, Object>();
        ends.put("estimate", interval.estimate());
        ends.put("low", interval.low());
        ends.put("high", interval.high());
        return ends;
    }
}
