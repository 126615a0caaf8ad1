package lab.view;

import tech.tablesaw.api.Table;

/// A table as HTML.
///
/// The alignment is said twice, as Jupyter heeds the style only and GitHub the attribute only.
final class TableHtml {
    private TableHtml() {}

    static String of(Table table) {
        var html = new StringBuilder("<table>\n");
        if (table.name() != null && !table.name().isBlank())
            html.append("<caption>").append(Tables.escape(table.name())).append("</caption>\n");
        html.append("<thead><tr>");
        for (var column : table.columns())
            cell(html, "th", " scope=\"col\"", Tables.isNumeric(column), column.name());
        html.append("</tr></thead>\n<tbody>\n");
        for (int r = 0; r < table.rowCount(); r++) {
            html.append("<tr>");
            for (int c = 0; c < table.columnCount(); c++) {
                var column = table.column(c);
                boolean heads = c == 0 && !Tables.isNumeric(column);
                cell(
                        html,
                        heads ? "th" : "td",
                        heads ? " scope=\"row\"" : "",
                        Tables.isNumeric(column),
                        Tables.cell(column, r));
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody>\n</table>\n").toString();
    }

    private static void cell(
            StringBuilder html, String tag, String scope, boolean right, String text) {
        var side = right ? "right" : "left";
        html.append("<%s%s align=\"%s\" style=\"text-align:%s\">".formatted(tag, scope, side, side))
                .append(Tables.escape(text))
                .append("</%s>".formatted(tag));
    }
}
