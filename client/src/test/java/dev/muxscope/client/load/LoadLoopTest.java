package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.client.StubServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LoadLoopTest {

  private static final long STEP_NANOS = 5_000_000;

  @Test
  void countsAConnectionThatIsRefusedWhenOpenedAnewAsNotOpened()
      throws IOException, LoadException, InterruptedException {
    var greeted = new AtomicInteger();
    try (var server =
        new StubServer((_, _) ->
            greeted.incrementAndGet() == 1
                ? "+PONG\r\n"
                : "-DENIED\r\n" + StubServer.CLOSE_AFTER)) {
      ConnectionPlan plan = ConnectionPlan.of(1).withChurnPerSecond(1000);
      LoadOptions options = LoadOptions.defaults(server.address()).withConnections(plan);
      try (var loop = new LoadLoop(options, 0, new LatencyRecorder(true))) {
        loop.connect();
        loop.follow(Churn.of(plan, 0, System.nanoTime()));
        while (loop.firstFailure().isEmpty()) {
          loop.runUntil(System.nanoTime() + STEP_NANOS);
        }
        assertEquals(
            new LoadErrors(0, 1, 0, 0, 0, "", "the server refuses: DENIED"), loop.errors());
      }
    }
  }

  @Test
  void isAsLateAsWhatFollowsTheReturnOfAConnection() {
    assertEquals(17, LoadLoop.sentNanos(10, 17, 3), "one was there all the time");
    assertEquals(17, LoadLoop.sentNanos(10, 17, 10));
    assertEquals(12, LoadLoop.sentNanos(10, 17, 15), "sent 2 ns after one was there again");
    assertEquals(-6, LoadLoop.sentNanos(-10, 7, 3), "moments may be negative");
  }

  /// What was due when the server began to hold the greeting back had to wait for it.
  @Test
  void countsTheWaitForAConnectionAsServiceTime()
      throws IOException, LoadException, InterruptedException {
    var greetings = new AtomicInteger();
    var welcome = new CountDownLatch(1);
    try (var server =
        new StubServer((request, _) -> {
          if (request.equals(List.of("PING")) && greetings.incrementAndGet() > 1) {
            welcome.await();
          }
          return "+OK\r\n";
        })) {
      ConnectionPlan plan = ConnectionPlan.of(1).withChurnPerSecond(1000);
      LoadOptions options =
          LoadOptions.defaults(server.address())
              .withConnections(plan)
              .withPace(Pace.of(1000))
              .withContent(Content.of("ECHO a"));
      var recorder = new LatencyRecorder(true);
      try (var loop = new LoadLoop(options, 0, recorder)) {
        loop.connect();
        long begun = System.nanoTime();
        recorder.measureFrom(begun);
        loop.follow(Schedule.of(options, 0, begun));
        loop.follow(Churn.of(plan, 0, begun));
        while (greetings.get() < 2) {
          loop.runUntil(System.nanoTime() + STEP_NANOS);
        }
        loop.follow(Churn.none());
        loop.runUntil(System.nanoTime() + 10 * STEP_NANOS);
        long before = recorder.replies();
        welcome.countDown();
        while (recorder.replies() == before) {
          loop.runUntil(System.nanoTime() + STEP_NANOS);
        }
        assertTrue(recorder.service().getMaxValue() > 9 * STEP_NANOS);
      }
    }
  }
}
