package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlChartTest {

  private static final Chart CHART =
      new Chart(
          "c",
          "",
          new Chart.Axis("connections", Chart.Scale.LOGARITHMIC, Table.Format.COUNT),
          new Chart.Axis("CPU", Chart.Scale.LINEAR, Table.Format.NANOS),
          List.of(
              new Chart.Series(
                  "a", List.of(new Chart.Point(16, 2_000, 1_900, 2_100), new Chart.Point(1, 3))),
              Samples.line("b", 16, 5e3, 1024, Double.NaN, Double.NaN, 7)));

  private final String html =
      HtmlChart.draw(CHART, SeriesStyles.of(new Report("", "", sections())));

  private static List<Report.Section> sections() {
    return List.of(new Report.Section("s", "", List.of(CHART)));
  }

  @Test
  void listsAllValuesByRisingX() {
    String rows = html.substring(html.indexOf("<tbody>"), html.indexOf("</tbody>"));
    assertEquals(
        "1 3 ns  16 2.00 µs [1.90, 2.10] 5.00 µs 1,024  -",
        rows.replace("</td><td", "</td> <td")
            .replace("</tr>\n<tr>", " ")
            .replaceAll("<[^>]*>", "")
            .strip());
  }

  @Test
  void namesSeriesWithTheirLooks() {
    assertTrue(html.contains("<li class=\"s0\"><svg"), html);
    assertTrue(html.contains("<path class=\"line\" d="), html);
    assertTrue(html.contains("<path class=\"line\" stroke-dasharray=\"7 3\" d="), html);
  }

  @Test
  void isATableUntilAScriptDrawsIt() {
    assertTrue(html.contains("<details class=\"values\" open>"), html);
  }
}
