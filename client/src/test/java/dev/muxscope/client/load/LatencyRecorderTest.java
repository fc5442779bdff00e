package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LatencyRecorderTest {

  @Test
  void keepsApartWhatWasDueInTheWarmUp() {
    var recorder = new LatencyRecorder(true);
    recorder.sent(50, 50);
    recorder.measureFrom(100);
    recorder.replied(50, 50, 200, 1);
    recorder.sent(100, 107);
    recorder.replied(100, 107, 200, 2);
    assertEquals(3, recorder.replies());
    assertEquals(1, recorder.sendLag().getTotalCount());
    Interval interval = recorder.endInterval(new Interval());
    assertEquals(2, interval.measured().getTotalCount());
    assertEquals(1, interval.warmUp().getTotalCount());
  }

  @Test
  void countsBatchesThatAreDueWhetherTheyLeaveOrNot() {
    var recorder = new LatencyRecorder(true);
    recorder.sent(50, 50);
    recorder.measureFrom(100);
    recorder.missed(99);
    recorder.sent(100, 107);
    recorder.missed(101);
    assertEquals(2, recorder.dueBatches());
    assertEquals(1, recorder.sendLag().getTotalCount());
  }

  @Test
  void tellsResponseTimeFromServiceTime() {
    var recorder = new LatencyRecorder(true);
    recorder.measureFrom(0);
    recorder.sent(100, 400);
    recorder.replied(100, 400, 1000, 1);
    assertEquals(900, recorder.endInterval(new Interval()).measured().getMaxValue());
    assertEquals(600, recorder.service().getMaxValue());
    assertEquals(300, recorder.sendLag().getMaxValue());
  }

  @Test
  void countsLongerTimesAsAMinute() {
    var recorder = new LatencyRecorder(false);
    recorder.measureFrom(0);
    recorder.replied(0, 0, 3_600_000_000_000L, 1);
    Interval interval = recorder.endInterval(new Interval());
    assertEquals(60.0, interval.measured().getMaxValue() / 1e9, 0.1);
  }

  @Test
  void beginsIntervalsAnew() {
    var recorder = new LatencyRecorder(true);
    recorder.sent(0, 5);
    recorder.replied(0, 5, 9, 1);
    Interval first = recorder.endInterval(new Interval());
    assertEquals(1, first.warmUp().getTotalCount());
    assertEquals(5, first.maxLagNanos());
    Interval second = recorder.endInterval(new Interval());
    assertEquals(0, second.warmUp().getTotalCount());
    assertEquals(0, second.maxLagNanos());
  }

  @Test
  void recordsNoServiceTimesInAClosedLoop() {
    var recorder = new LatencyRecorder(false);
    recorder.measureFrom(0);
    recorder.replied(0, 0, 5, 1);
    assertEquals(0, recorder.service().getTotalCount());
  }
}
