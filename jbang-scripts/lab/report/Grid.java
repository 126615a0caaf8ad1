package lab.report;

import java.util.List;
import org.jsoup.nodes.Element;

/// A table that scrolls within itself where the page is narrow, with its first column staying in
/// sight.
final class Grid {
    private final Element table;

    private Grid(Element table) {
        this.table = table;
    }

    /// Adds a table to the page.
    ///
    /// @param id of its caption; no other element may have it
    static Grid in(Element parent, String id, String caption) {
        var region = parent.appendElement("div").addClass("scroll");
        region.attr("role", "group").attr("aria-labelledby", id).attr("tabindex", "0");
        var table = region.appendElement("table");
        table.appendElement("caption").appendElement("span").attr("id", id).text(caption);
        return new Grid(table);
    }

    Grid style(String name) {
        table.addClass(name);
        return this;
    }

    /// The row of headings.
    Grid head(List<String> headings) {
        var row = table.appendElement("thead").appendElement("tr");
        for (var heading : headings) row.appendElement("th").attr("scope", "col").text(heading);
        return this;
    }

    /// A new part of the table.
    Element body() {
        return table.appendElement("tbody");
    }

    /// A new part of the table, with a title across its columns.
    Element body(String title, int columns) {
        var body = body();
        var heading = body.appendElement("tr").addClass("group").appendElement("th");
        heading.attr("scope", "rowgroup").attr("colspan", String.valueOf(columns));
        heading.appendElement("span").text(title);
        return body;
    }

    /// A row of text and figures: the first is its heading.
    static void row(Element body, String heading, List<String> cells) {
        var row = body.appendElement("tr");
        row.appendElement("th").attr("scope", "row").text(heading);
        for (var cell : cells) row.appendElement("td").text(cell);
    }
}
