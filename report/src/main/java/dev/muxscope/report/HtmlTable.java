package dev.muxscope.report;

import java.util.List;
import java.util.Set;

/// Draws one [Table] as an HTML table in a box that scrolls where it is too wide. Used by one
/// thread, for one drawing.
final class HtmlTable {

  /// A cell of so many letters needs a column in which sentences can be read.
  private static final int PROSE = 30;

  private final Table table;
  private final Set<String> targets;
  private final StringBuilder html = new StringBuilder(4096);

  private HtmlTable(Table table, Set<String> targets) {
    this.table = table;
    this.targets = targets;
  }

  /// Returns the table without its caption.
  ///
  /// @param targets ids that links may lead to
  static String draw(Table table, Set<String> targets) {
    return new HtmlTable(table, targets).draw();
  }

  /// Returns a table without links.
  static String draw(Table table) {
    return draw(table, Set.of());
  }

  private String draw() {
    html.append(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n<table>\n"
            .formatted(Markup.escape(table.title().isBlank() ? table.id() : table.title())));
    html.append("<thead><tr>");
    for (Table.Column column : table.columns()) {
      html.append("<th scope=\"col\"").append(look(column, column.label())).append('>');
      html.append(Markup.escape(column.label())).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    table.rows().forEach(this::row);
    return html.append("</tbody>\n</table>\n</div>\n").toString();
  }

  private void row(List<Object> row) {
    html.append("<tr>");
    for (int c = 0; c < row.size(); c++) {
      Table.Column column = table.columns().get(c);
      String text = Values.format(row.get(c), column.format());
      html.append("<td").append(look(column, text)).append('>');
      html.append(content(row.get(c), column.format())).append("</td>");
    }
    html.append("</tr>\n");
  }

  private static String look(Table.Column column, String text) {
    if (column.format() != Table.Format.TEXT) {
      return " class=\"number\"";
    }
    return text.length() >= PROSE ? " class=\"prose\"" : "";
  }

  private String content(Object cell, Table.Format format) {
    return switch (cell) {
      case Link link when targets.contains(link.target()) ->
          "<a href=\"#%s\">%s</a>".formatted(link.target(), Markup.escape(link.text()));
      case Estimate estimate when estimate.hasInterval() ->
          "%s <span class=\"interval\">%s</span>"
              .formatted(
                  Markup.escape(Values.format(estimate.value(), format)),
                  Markup.escape(Values.interval(estimate, format).strip()));
      default -> Markup.escape(Values.format(cell, format));
    };
  }
}
