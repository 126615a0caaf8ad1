package lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.measure.Claim;
import lab.measure.Comparison;
import lab.measure.MachineCard;
import lab.measure.Measurement;

/// A run as one JSON document.
final class JsonReport {
    private JsonReport() {}

    static String of(
            String lesson,
            Options options,
            MachineCard machine,
            Instant at,
            Collection<Comparison> comparisons,
            Collection<Claim> claims,
            Collection<String> warnings,
            Collection<Path> files,
            boolean complete)
            throws IOException {
        var document = new LinkedHashMap<String, Object>();
        document.put("lesson", lesson);
        document.put("version", Lab.VERSION);
        document.put("at", at.toString());
        document.put("size", options.size().name().toLowerCase(java.util.Locale.ROOT));
        document.put("seed", options.seed());
        document.put("complete", complete);
        document.put("machine", machine);
        document.put(
                "results",
                comparisons.stream()
                        .flatMap(comparison -> comparison.measurements().stream())
                        .map(JsonReport::row)
                        .toList());
        document.put("claims", claims);
        document.put("warnings", warnings);
        document.put("files", files.stream().map(Path::toString).toList());
        return new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(document);
    }

    private static Map<String, Object> row(Measurement m) {
        var row = new LinkedHashMap<String, Object>();
        row.put("experiment", m.experiment());
        row.put("workload", m.workload());
        row.put("variant", m.variant());
        row.put("workers", m.workers());
        row.put("rounds", m.rounds());
        row.put("median_ms", m.medianMillis());
        row.put("speedup", m.speedup().estimate());
        row.put("speedup_low", m.speedup().low());
        row.put("speedup_high", m.speedup().high());
        row.put("cpu_ms", m.cpuMillis());
        row.put("allocated_mb", m.allocatedMegabytes());
        row.put("peak_threads", m.peakThreads());
        row.put("answer_ok", m.answerOk());
        row.put("wall_ns", List.of(m.samples().stream().map(s -> s.wallNanos()).toArray()));
        return row;
    }
}
