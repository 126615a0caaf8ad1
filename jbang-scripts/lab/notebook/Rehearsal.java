package lab.notebook;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;

/// A run without a reader: what a first cell and a first chart take, so that a later start finds
/// the classes prepared.
final class Rehearsal {
    private Rehearsal() {}

    static void run(LabKernel kernel) throws Exception {
        kernel.warmUp();
        DisplayData picture =
                kernel.eval(
                        """
                        var chart = new org.knowm.xchart.CategoryChartBuilder().width(300).height(200).build();
                        chart.addSeries("speedup", List.of("one", "two"), List.of(1.0, 1.9), List.of(0.1, 0.1));
                        chart\
                        """);
        if (picture == null) {
            throw new IllegalStateException("The rehearsal drew no chart.");
        }
        kernel.eval(
                "tech.tablesaw.api.Table.create(tech.tablesaw.api.DoubleColumn.create(\"x\", 1.0))");
        kernel.eval("IO.println(1)");
    }
}
