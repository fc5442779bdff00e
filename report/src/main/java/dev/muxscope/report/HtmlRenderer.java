package dev.muxscope.report;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes a [Report] as one HTML file that needs nothing else and loads nothing.
///
/// The report as [JsonRenderer] writes it stands in the element `report-data`; scripts draw the
/// charts from it with uPlot and offer it as files. Without scripts, charts are tables. Every text
/// is escaped, and the page's policy allows no script but its own, so that nothing a recording says
/// can become markup. Safe to call from any thread.
public final class HtmlRenderer {

  /// What every page begins with.
  public static final String START = "<!doctype html>";

  /// With fewer sections than this the page itself is the overview.
  private static final int SECTIONS_FOR_CONTENTS = 4;

  private final StringBuilder html = new StringBuilder(1 << 16);
  private final Report report;
  private final PageScripts scripts;
  private final SeriesStyles styles;
  private final Set<String> targets;

  private HtmlRenderer(Report report) {
    this.report = report;
    this.scripts = PageScripts.of(has(report, Chart.class), has(report, FlameGraph.class));
    this.styles = SeriesStyles.of(report);
    this.targets =
        report.sections().stream().map(Report.Section::id).collect(Collectors.toUnmodifiableSet());
  }

  /// Writes `report` to `out` as a whole HTML document, to be stored as UTF-8.
  ///
  /// @throws IOException what `out` throws
  public static void render(Report report, Appendable out) throws IOException {
    out.append(new HtmlRenderer(report).html());
  }

  private static boolean has(Report report, Class<? extends Block> kind) {
    return report.sections().stream()
        .flatMap(section -> section.blocks().stream())
        .anyMatch(kind::isInstance);
  }

  private String html() {
    head();
    header();
    for (int s = 0; s < report.sections().size(); s++) {
      section(s);
    }
    html.append("</main>\n");
    data();
    for (String script : scripts.scripts()) {
      html.append("<script>").append(script).append("</script>\n");
    }
    return html.append("</body>\n</html>\n").toString();
  }

  /// The policy forbids the page to load anything, whatever should get into it.
  private void head() {
    html.append(
        """
        %s
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="%s">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>%s</style>
        </head>
        <body>
        <main>
        """
            .formatted(START, scripts.policy(), Markup.escape(report.title()), scripts.style()));
  }

  private void header() {
    element("h1", report.title());
    if (!report.subtitle().isBlank()) {
      html.append("<p class=\"subtitle\">");
      html.append(Markup.escape(Values.keepUnits(report.subtitle()))).append("</p>\n");
    }
    if (report.sections().size() >= SECTIONS_FOR_CONTENTS) {
      contents();
    }
  }

  private void contents() {
    html.append("<nav aria-label=\"Contents\">\n<ol>\n");
    for (Report.Section section : report.sections()) {
      html.append(
          "<li><a href=\"#%s\">%s</a></li>\n"
              .formatted(section.id(), Markup.escape(section.title())));
    }
    html.append("</ol>\n</nav>\n");
  }

  private void section(int at) {
    Report.Section section = report.sections().get(at);
    html.append("<section id=\"").append(section.id()).append("\">\n");
    element("h2", section.title());
    for (int b = 0; b < section.blocks().size(); b++) {
      String place = at + "/" + b;
      switch (section.blocks().get(b)) {
        case Paragraph paragraph -> paragraph(paragraph);
        case Table table -> figure("table", place, table.title(), HtmlTable.draw(table, targets));
        case Chart chart -> figure("chart", place, chart.title(), HtmlChart.draw(chart, styles));
        case FlameGraph graph ->
            figure("flame", place, graph.title(), HtmlFlameGraph.draw(graph, styles));
        case HeatMap map ->
            figure("map", place, map.title(), HtmlHeatMap.draw(map, styles, targets));
      }
    }
    html.append("</section>\n");
  }

  /// @param place the block in the embedded data: its section and its place there
  private void figure(String kind, String place, String title, String content) {
    html.append("<figure class=\"%s\" data-at=\"%s\">\n".formatted(kind, place));
    if (!title.isBlank()) {
      element("figcaption", title);
    }
    html.append(content).append("</figure>\n");
  }

  private void paragraph(Paragraph paragraph) {
    String text = Markup.escape(Values.keepUnits(paragraph.text()));
    html.append(
        switch (paragraph.kind()) {
          case PLAIN -> "<p>%s</p>\n".formatted(text);
          case FINDING -> "<p class=\"finding\"><strong>Finding</strong> %s</p>\n".formatted(text);
          case WARNING -> "<p class=\"warning\"><strong>Warning</strong> %s</p>\n".formatted(text);
        });
  }

  private void element(String tag, String text) {
    html.append('<').append(tag).append('>');
    html.append(Markup.escape(text)).append("</").append(tag).append(">\n");
  }

  /// In JSON `<` occurs only inside texts; escaped there, nothing can end the element early.
  private void data() {
    html.append("<script type=\"application/json\" id=\"" + Report.DATA_ID + "\">");
    html.append(JsonRenderer.json(report).replace("<", "\\u003c")).append("</script>\n");
  }
}
