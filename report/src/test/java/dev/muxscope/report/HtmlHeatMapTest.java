package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HtmlHeatMapTest {

  private final String html = HtmlHeatMap.draw(Samples.map(), SeriesStyles.of(Samples.full()));

  @Test
  void drawsEveryKindOfCell() {
    assertTrue(html.contains("<td class=\"won s2\" data-hover=\"threads costs 0.88"), html);
    assertTrue(html.contains("<b>0.88</b> <small>t<i>hreads</i></small></td>"), html);
    assertTrue(html.contains("<td class=\"hatched\" data-hover=\"no difference: 0.99"), html);
    assertTrue(html.contains("<small>(1)</small></td>"), html);
    assertEquals(18, html.split("<td ", -1).length - 1);
  }

  @Test
  void drawsLinesWhereTheWinnerChanges() {
    assertEquals(2, html.split(" break-left", -1).length - 1);
    assertEquals(1, html.split(" break-above", -1).length - 1);
    assertTrue(html.contains("break-even</li>"), html);
  }

  @Test
  void saysWhatIsMissingAndWhy() {
    assertTrue(
        html.endsWith(
            """
            <ol class="notes">
            <li>the load generator was late: its 99th percentile of lag was 12.3\u00a0ms</li>
            <li>not measured: less than one connection would be active</li>
            </ol>
            """),
        html);
  }
}
