package dev.muxscope.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes a [Report] as one HTML file that needs nothing else: no network, no script.
///
/// Charts are inline SVG. The figures can be got out of the page again: the report as
/// [JsonRenderer] writes it stands in the element `report-data`. Every text is escaped, so that
/// nothing a recording says can become markup. Safe to call from any thread.
public final class HtmlRenderer {

  /// With fewer sections than this the page itself is the overview.
  private static final int SECTIONS_FOR_CONTENTS = 4;

  private static final String STYLE = style();

  private final StringBuilder html = new StringBuilder(1 << 16);
  private final Report report;
  private final SeriesStyles styles;
  private final Set<String> targets;

  private HtmlRenderer(Report report) {
    this.report = report;
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

  private String html() {
    head();
    header();
    report.sections().forEach(this::section);
    html.append("</main>\n");
    data();
    return html.append("</body>\n</html>\n").toString();
  }

  /// The policy forbids the page to load anything, whatever should get into it.
  private void head() {
    html.append(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        """
            .formatted(Markup.escape(report.title()), STYLE));
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

  private void section(Report.Section section) {
    html.append("<section id=\"").append(section.id()).append("\">\n");
    element("h2", section.title());
    for (Block block : section.blocks()) {
      switch (block) {
        case Paragraph paragraph -> paragraph(paragraph);
        case Table table -> table(table);
        case Chart chart -> chart(chart);
        case HeatMap map -> map(map);
      }
    }
    html.append("</section>\n");
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

  private void table(Table table) {
    html.append("<figure>\n");
    caption(table.title());
    html.append(HtmlTable.draw(table, targets)).append("</figure>\n");
  }

  private void chart(Chart chart) {
    html.append("<figure>\n");
    caption(chart.title());
    if (!SvgChart.namesLines(chart)) {
      legend(chart);
    }
    for (SvgChart.Size size : SvgChart.Size.values()) {
      html.append(SvgChart.draw(chart, styles, size));
    }
    html.append("</figure>\n");
  }

  private void map(HeatMap map) {
    html.append("<figure>\n");
    caption(map.title());
    html.append(HtmlHeatMap.draw(map, styles));
    html.append("</figure>\n");
  }

  private void legend(Chart chart) {
    html.append("<ul class=\"legend\">\n");
    for (Chart.Series series : chart.series()) {
      html.append(
          """
          <li><svg class="%s" viewBox="-6 -6 12 12" aria-hidden="true">\
          <path class="marker" d="%s"/></svg>%s</li>
          """
              .formatted(
                  styles.cssClass(series.name()),
                  styles.marker(series.name()),
                  Markup.escape(series.name())));
    }
    html.append("</ul>\n");
  }

  private void caption(String title) {
    if (!title.isBlank()) {
      element("figcaption", title);
    }
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

  private static String style() {
    try (InputStream css =
        Objects.requireNonNull(HtmlRenderer.class.getResourceAsStream("report.css"))) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
