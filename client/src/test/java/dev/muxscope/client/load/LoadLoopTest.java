package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.client.StubServer;
import java.io.IOException;
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
}
