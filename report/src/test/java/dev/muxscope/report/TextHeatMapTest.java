package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextHeatMapTest {

  @Test
  void drawsEveryKindOfCell() {
    assertEquals(
        List.of(
            "activity \\ connections  1       16      64      256     1,024   4,096",
            "----------------------  ------  ------  ------  ------  ------  ------",
            "100 %                   t 0.88  ~ 0.99  s 0.81  s 0.61  s 0.55  (1)",
            "10 %                    t 0.93  s 0.95  s 0.79  s 0.64  s 0.58  s 0.52",
            "1 %                     (2)     (2)     ~ 1.01  v 0.90  s 0.87  s 0.71"),
        TextTable.lines(TextHeatMap.table(Samples.map()), 80));
    assertEquals(
        List.of(
            "t = threads, s = select, v = vthreads, ~ = no difference",
            "(1) the load generator was late: its 99th percentile of lag was 12.3 ms",
            "(2) not measured: less than one connection would be active"),
        TextHeatMap.notes(Samples.map()));
  }

  @Test
  void tellsNamesApartByTheirShortestBeginnings() {
    assertEquals(
        Map.of("select", "s", "threads", "threads", "threads-2", "threads-"),
        TextHeatMap.signs(List.of("select", "threads", "threads-2")));
  }
}
