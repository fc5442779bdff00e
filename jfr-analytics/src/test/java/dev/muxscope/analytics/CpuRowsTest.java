package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuRowsTest {

  private final RecordingSummary recording = MadeUpRun.of("select").withRate(0).recording();

  // A recording of a second: 0 ns would be a figure.
  @Test
  void tellNothingFromOneSampleOfEachRole() {
    sample("event loop", 0);
    sample("carrier", 500);
    assertEquals(List.of(), CpuRows.byRole(recording));
    sample("event loop", MadeUpRun.SECOND);
    assertFalse(CpuRows.byRole(recording).isEmpty());
  }

  private void sample(String role, long nanos) {
    recording
        .collected(RoleTimes.class)
        .role(role)
        .cpu()
        .add(recording.startNanos() + nanos, nanos);
  }
}
