package dev.muxscope.report;

import dev.muxscope.report.FlameGraph.Frame;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes what one [FlameGraph] is drawn from in the page: its legend, which gives each group its
/// colour, a place for the drawing, and the heaviest paths as text, which stand for it where
/// scripts do not run. `flame.js` relies on this structure and takes the frames from the embedded
/// data.
///
/// Used by one thread, for one graph.
final class HtmlFlameGraph {

  private static final int TEXT_WIDTH = 110;

  private final FlameGraph graph;
  private final SeriesStyles styles;
  private final StringBuilder html = new StringBuilder(4096);

  private HtmlFlameGraph(FlameGraph graph, SeriesStyles styles) {
    this.graph = graph;
    this.styles = styles;
  }

  /// Returns the graph without its caption.
  static String draw(FlameGraph graph, SeriesStyles styles) {
    return new HtmlFlameGraph(graph, styles).draw();
  }

  private String draw() {
    if (graph.isDifferential()) {
      changes();
    } else {
      legend();
    }
    html.append("<div class=\"flames\"></div>\n");
    left();
    html.append("<details class=\"values\" open><summary>Heaviest paths</summary>\n");
    html.append("<pre class=\"scroll\" tabindex=\"0\">");
    for (String line : TextFlameGraph.lines(graph, TEXT_WIDTH)) {
      html.append(Markup.escape(line)).append('\n');
    }
    html.append("</pre>\n</details>\n");
    return html.toString();
  }

  private void legend() {
    Map<String, Long> groups = groups(graph);
    html.append("<ul class=\"legend\">\n");
    groups.forEach((name, value) ->
        html.append(
            "<li class=\"%s\" data-group=\"%s\"><span class=\"swatch flame-swatch\"></span>%s %s</li>\n"
                .formatted(
                    styles.cssClass(name),
                    Markup.escape(name),
                    Markup.escape(name),
                    share(value))));
    html.append("<li>paler: code of the JDK</li>\n</ul>\n");
  }

  private String share(long value) {
    double share = TextFlameGraph.share(value, graph.root().value());
    return Markup.escape(Values.keepUnits(Values.format(share, Table.Format.SHARE)));
  }

  private void changes() {
    String a = Markup.escape(graph.sides().getFirst().name());
    String b = Markup.escape(graph.sides().getLast().name());
    html.append(
        """
        <ul class="legend">
        <li><span class="swatch flame-less"></span>a smaller share in %2$s than in %1$s</li>
        <li><span class="swatch flame-more"></span>a larger one</li>
        <li>width: the share in %2$s</li>
        </ul>
        """
            .formatted(a, b));
  }

  private void left() {
    if (graph.left() == 0) {
      return;
    }
    String frames = Values.format(graph.left(), Table.Format.COUNT);
    html.append(
        "<p class=\"notes\">%s narrow frames are left out; with what they call they are %s.</p>\n"
            .formatted(frames, share(graph.leftValue())));
  }

  /// The groups below the root, and what was spent in each, in the order of weight.
  static Map<String, Long> groups(FlameGraph graph) {
    Map<String, Long> sums = new LinkedHashMap<>();
    addGroups(sums, graph.root());
    Map<String, Long> ordered = new LinkedHashMap<>();
    sums.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(sum -> ordered.put(sum.getKey(), sum.getValue()));
    return ordered;
  }

  /// A frame counts where its group begins.
  private static void addGroups(Map<String, Long> sums, Frame frame) {
    for (Frame child : frame.children()) {
      if (!child.group().equals(frame.group()) && !child.group().isEmpty()) {
        sums.merge(child.group(), child.value(), Long::sum);
      }
      addGroups(sums, child);
    }
  }
}
