package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LatencyRecorderTest {

  @Test
  void throwsAwayWhatWasDueInTheWarmUp() {
    var recorder = new LatencyRecorder(true);
    recorder.sent(50, 50);
    recorder.measureFrom(100);
    recorder.replied(50, 50, 200, 1);
    recorder.sent(100, 107);
    recorder.replied(100, 107, 200, 2);
    assertEquals(3, recorder.replies());
    assertEquals(2, recorder.response().getTotalCount());
    assertEquals(1, recorder.sendLag().getTotalCount());
  }

  @Test
  void tellsResponseTimeFromServiceTime() {
    var recorder = new LatencyRecorder(true);
    recorder.measureFrom(0);
    recorder.sent(100, 400);
    recorder.replied(100, 400, 1000, 1);
    assertEquals(900, recorder.response().getMaxValue());
    assertEquals(600, recorder.service().getMaxValue());
    assertEquals(300, recorder.sendLag().getMaxValue());
  }

  @Test
  void countsLongerTimesAsAMinute() {
    var recorder = new LatencyRecorder(false);
    recorder.measureFrom(0);
    recorder.replied(0, 0, 3_600_000_000_000L, 1);
    assertEquals(60.0, recorder.service().getMaxValue() / 1e9, 0.1);
  }

  @Test
  void beginsIntervalsAnew() {
    var recorder = new LatencyRecorder(true);
    recorder.sent(0, 5);
    recorder.replied(0, 5, 9, 1);
    assertEquals(1, recorder.interval().getTotalCount());
    assertEquals(5, recorder.intervalMaxLag());
    recorder.endInterval();
    assertEquals(0, recorder.interval().getTotalCount());
    assertEquals(0, recorder.intervalMaxLag());
  }
}
