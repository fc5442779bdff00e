package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.report.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineBlocksTest {

  private static final Timeline OUTAGE =
      new Timeline(
          "select",
          List.of(
              Samples.interval(0, 1, 200), Samples.interval(1, 1, 0), Samples.interval(2, 1, 200)),
          1,
          1.9);

  @Test
  void saysInWordsThatNobodyWasAnswered() {
    List<Object> row = TimelineBlocks.table(List.of(OUTAGE)).rows().getFirst();
    assertEquals(
        List.of("no answer", "no answer", "no answer"),
        List.of(row.get(2), row.get(4), row.get(5)));
  }

  @Test
  void saysInWhichSecondNobodyWasAnswered() {
    Table seconds = TimelineBlocks.bySecond(List.of(OUTAGE));
    assertEquals(List.of(1L, "no answer", "fault"), seconds.rows().get(1));
  }
}
