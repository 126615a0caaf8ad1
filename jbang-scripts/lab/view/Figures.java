package lab.view;

import java.util.List;
import lab.measure.Comparison;
import lab.measure.MachineCard;

/// The kinds of chart that the lessons use, all of one look.
///
/// Every figure says in its caption what is seen, how it was measured and on which machine, and in its
/// alt text what the figures are.
public final class Figures {
    private Figures() {}

    /// Bars for how many times as fast each variant is as the first of its workload, with 95% error bars.
    ///
    /// @param name the stem of the files
    public static Figure speedups(
            String name, String title, List<Comparison> comparisons, MachineCard machine) {
        return SpeedupBars.figure(name, title, comparisons, machine);
    }
}
