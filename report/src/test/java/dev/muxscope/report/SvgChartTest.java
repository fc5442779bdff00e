package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SvgChartTest {

  private static final Chart.Axis X =
      new Chart.Axis("connections", Chart.Scale.LOGARITHMIC, Table.Format.COUNT);
  private static final Chart.Axis Y =
      new Chart.Axis("CPU per request", Chart.Scale.LINEAR, Table.Format.NANOS);
  private static final SeriesStyles STYLES =
      new SeriesStyles(Map.of("select", 0, "vthreads", 1, "threads", 2));

  @ParameterizedTest
  @EnumSource
  void drawsLinesIntervalsMarkersAndNames(SvgChart.Size size) {
    String svg = SvgChart.draw(Samples.cost(), STYLES, size);
    assertEquals(3, count(svg, "class=\"line\""));
    assertEquals(12, count(svg, "class=\"interval\""));
    assertEquals(12, count(svg, "class=\"marker\""));
    assertEquals(List.of("0", "10 µs", "20 µs", "30 µs", "40 µs"), texts(svg, "tick y"));
    assertEquals(3, texts(svg, "name").size());
    assertTrue(texts(svg, "tick x").containsAll(List.of("1", "16", "256", "1,024")), svg);
  }

  @Test
  void saysTheValueOfAPointUnderTheMouse() {
    String svg = SvgChart.draw(Samples.cost(), STYLES, SvgChart.Size.WIDE);
    assertTrue(
        svg.contains("<title>select, connections 1,024: 6.62 µs (6.36 µs to 6.88 µs)</title>"),
        svg);
  }

  @Test
  void describesItselfToThoseWhoCannotSeeIt() {
    String svg = SvgChart.draw(Samples.cost(), STYLES, SvgChart.Size.WIDE);
    assertTrue(
        svg.contains(
            "role=\"img\" aria-label=\"Server CPU per request over connections: CPU per request"
                + " by connections for select, vthreads, threads\""),
        svg);
  }

  @Test
  void leavesAGapWhereAValueIsMissing() {
    String svg = draw(Samples.line("select", 1, 5, 2, 6, 4, Double.NaN, 8, 7, 16, 8, 32, 9));
    assertEquals(2, count(svg, "class=\"line\""));
    assertEquals(5, count(svg, "class=\"marker\""));
    assertFalse(svg.contains("NaN"), svg);
  }

  @Test
  void drawsAPointAloneAsAMarker() {
    String svg = draw(Samples.line("select", 256, 5));
    assertEquals(0, count(svg, "class=\"line\""));
    assertEquals(1, count(svg, "class=\"marker\""));
    assertEquals(List.of("128", "256", "512"), texts(svg, "tick x"));
  }

  @Test
  void saysSoWhenThereIsNothingToDraw() {
    assertEquals(List.of("no values"), texts(draw(), "empty"));
    String svg = draw(Samples.line("select", 0, 5, 2, Double.NaN));
    assertEquals(List.of("no values"), texts(svg, "empty"));
    assertTrue(texts(svg, "name").isEmpty(), svg);
  }

  @Test
  void keepsEqualValuesInsideThePlot() {
    String svg = draw(Samples.line("select", 1, 5, 2, 5), Samples.line("vthreads", 1, 5, 2, 5));
    assertEquals(2, count(svg, "class=\"line\""));
    assertEquals(List.of("0", "1 ns", "2 ns", "3 ns", "4 ns", "5 ns"), texts(svg, "tick y"));
  }

  @Test
  void drawsManyIntervalsAsABand() {
    double[] xy = new double[2 * 20];
    List<Chart.Point> points =
        java.util.stream.IntStream.rangeClosed(1, xy.length / 2)
            .mapToObj(i -> new Chart.Point(i, 10 + i, 9 + i, 12 + i))
            .toList();
    String svg = draw(new Chart.Series("select", points));
    assertEquals(1, count(svg, "class=\"band\""));
    assertEquals(0, count(svg, "class=\"interval\""));
  }

  @Test
  void movesNamesApart() {
    assertArrayEquals(new double[] {45, 60, 75}, spread(60, 60, 60));
    assertArrayEquals(new double[] {5, 20, 50, 85, 100}, spread(6, 7, 50, 98, 99));
    assertArrayEquals(new double[] {20, 90}, spread(20, 90));
  }

  @Test
  void endsAnIntervalThatLeavesTheAxisWithoutAWhisker() {
    Chart.Axis logarithmic = new Chart.Axis("y", Chart.Scale.LOGARITHMIC, Table.Format.NUMBER);
    Chart.Series series = new Chart.Series("select", List.of(new Chart.Point(1, 10, -1, 100)));
    String svg =
        SvgChart.draw(
            new Chart("c", "", X, logarithmic, List.of(series)), STYLES, SvgChart.Size.WIDE);
    assertEquals(1, count(svg, "class=\"interval\""));
    assertEquals(1, count(svg, "h8"));
  }

  @Test
  void keepsLongLabelsInsideTheDrawing() {
    Chart.Axis wordy = new Chart.Axis("word ".repeat(50), Chart.Scale.LINEAR, Table.Format.NUMBER);
    Chart chart = new Chart("c", "", wordy, wordy, List.of(Samples.line("select", 1, 2)));
    String svg = SvgChart.draw(chart, STYLES, SvgChart.Size.NARROW);
    assertEquals(52, texts(svg, "label").getFirst().length());
    assertEquals(52, texts(svg, "label x").getFirst().length());
  }

  @Test
  void escapesNamesAndLabels() {
    String svg = draw(Samples.line("<b>\"x\"</b>", 1, 2, 2, 3));
    assertFalse(svg.contains("<b>"), svg);
    assertTrue(svg.contains("&lt;b&gt;&quot;x&quot;"), svg);
  }

  @Test
  void namesNoLinesWhereTheNamesAreTooLongOrTooMany() {
    assertTrue(SvgChart.namesLines(Samples.cost()));
    assertFalse(SvgChart.namesLines(chart(Samples.line("redis-server 7.0 with io-threads", 1, 2))));
  }

  private static double[] spread(double... positions) {
    SvgChart.spread(positions, 15, 5, 100);
    return positions;
  }

  private static String draw(Chart.Series... series) {
    return SvgChart.draw(chart(series), STYLES, SvgChart.Size.WIDE);
  }

  private static Chart chart(Chart.Series... series) {
    return new Chart("c", "A chart", X, Y, List.of(series));
  }

  private static int count(String svg, String part) {
    return svg.split(Pattern.quote(part), -1).length - 1;
  }

  private static List<String> texts(String svg, String cssClass) {
    return Pattern.compile("<text class=\"" + cssClass + "\"[^>]*>([^<]*)</text>")
        .matcher(svg)
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
