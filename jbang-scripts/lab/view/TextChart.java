package lab.view;

import tech.tablesaw.api.Table;

/// A chart made of letters, for a terminal.
@FunctionalInterface
public interface TextChart {
    /// The lines of the chart, none longer than the terminal is wide.
    String draw(Terminal terminal);

    /// The figures themselves, for want of a drawing.
    static TextChart of(Table data) {
        return terminal -> Tables.text(data, terminal.columns());
    }
}
