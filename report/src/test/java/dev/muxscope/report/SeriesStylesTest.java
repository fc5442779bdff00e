package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesStylesTest {

  @Test
  void givesANameTheSameLookInAllCharts() {
    SeriesStyles styles = SeriesStyles.of(Samples.full());
    assertEquals("s0", styles.cssClass("select"));
    assertEquals("s1", styles.cssClass("vthreads"));
    assertEquals("s2", styles.cssClass("threads"));
  }

  @Test
  void tellsFortySeriesApart() {
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "series " + i).toList();
    SeriesStyles styles =
        new SeriesStyles(
            IntStream.range(0, 40).boxed().collect(Collectors.toMap(names::get, i -> i)));
    Set<String> looks = new HashSet<>();
    names.forEach(name -> looks.add(styles.cssClass(name) + styles.marker(name)));
    assertEquals(40, looks.size());
  }

  @Test
  void givesTheWinnersOfMapsTheirLookToo() {
    Report report =
        new Report(
            "", "", List.of(new Report.Section("s", "", List.of(Samples.map(), Samples.cost()))));
    assertEquals("s0", SeriesStyles.of(report).cssClass("select"));
    Report alone = new Report("", "", List.of(new Report.Section("s", "", List.of(Samples.map()))));
    assertEquals("s1", SeriesStyles.of(alone).cssClass("select"));
  }
}
