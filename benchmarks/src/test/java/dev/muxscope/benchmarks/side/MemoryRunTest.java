package dev.muxscope.benchmarks.side;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.benchmarks.side.MemoryRun.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryRunTest {

  @Test
  void isTheSlopeOfALineThroughTheReadings() {
    MemoryRun run =
        new MemoryRun(
            "select",
            0,
            List.of(
                new Reading(2_000, 52_000_000),
                new Reading(4_000, 54_100_000),
                new Reading(6_000, 56_000_000)));
    assertEquals(1_000, run.bytesPerConnection(), 1e-6);
    assertEquals(50_033_333, run.base(), 1);
  }
}
