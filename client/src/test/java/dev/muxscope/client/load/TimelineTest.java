package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.client.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final long SECOND = 1_000_000_000L;
  private static final LoadOptions OPTIONS =
      LoadOptions.defaults(HostPort.defaults())
          .withWarmUp(Duration.ofMillis(1500))
          .withDuration(Duration.ofMillis(2300));

  @Test
  void putsABoundaryAtTheStartOfTheMeasuredPart() {
    Timeline timeline = Timeline.of(OPTIONS, 7);
    assertEquals(2, timeline.measureFromBoundary());
    assertEquals(5, timeline.lastBoundary());
    assertEquals(7, timeline.boundary(0));
    assertEquals(7 + SECOND / 2, timeline.boundary(1));
    assertEquals(7 + SECOND * 3 / 2, timeline.boundary(2));
    assertEquals(7 + SECOND * 5 / 2, timeline.boundary(3));
    assertEquals(7 + SECOND * 19 / 5, timeline.boundary(5));
  }

  @Test
  void beginsWithTheMeasuredPartWhereThereIsNoWarmUp() {
    Timeline timeline = Timeline.of(OPTIONS.withWarmUp(Duration.ZERO), 7);
    assertEquals(0, timeline.measureFromBoundary());
    assertEquals(3, timeline.lastBoundary());
  }

  @Test
  void cutsIntervalsOfTheLogIntoTicksOfASecondAtMost() {
    assertEquals(SECOND / 10, timeline(100).tickNanos());
    assertEquals(SECOND, timeline(5000).tickNanos());
    assertEquals(5, Timeline.ticksPerLogInterval(log(5000)));
    assertEquals(2_500_000_000L / 3, timeline(2500).tickNanos());
  }

  private static Timeline timeline(int millis) {
    return Timeline.of(OPTIONS.withHdrLog(log(millis)), 7);
  }

  private static HdrLog log(int millis) {
    return new HdrLog(Path.of("load.hlog"), Duration.ofMillis(millis));
  }
}
