package lab.notebook;

import lab.view.Pictures;

/// A run without a reader: what a first cell and a first chart take, so that a later start finds
/// the classes prepared.
final class Rehearsal {
    private Rehearsal() {}

    /// Prints a line that begins with `warning: ` for what does not work as it should.
    ///
    /// @throws Exception if the kernel cannot run a lesson here
    static void run(LabKernel kernel) throws Exception {
        kernel.warmUp();
        kernel.eval("lab.Lab.open(\"rehearsal\", \"--quick\").close()");
        kernel.eval(
                "tech.tablesaw.api.Table.create(tech.tablesaw.api.DoubleColumn.create(\"x\", 1.0))");
        var problem = Pictures.problem();
        if (problem.isPresent()) {
            System.out.println("warning: " + problem.get());
            return;
        }
        kernel.eval(
                """
                var chart = new org.knowm.xchart.CategoryChartBuilder().width(300).height(200).build();
                chart.addSeries("speedup", List.of("one", "two"), List.of(1.0, 1.9), List.of(0.1, 0.1));
                chart\
                """);
    }
}
