package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class SocketWaitTest {

  @Parameter boolean busyPoll;

  private static final long HANDLED_NANOS = 3_000_000;

  private int handled;

  /// Near moments and far ones are waited for in different ways.
  @ParameterizedTest
  @ValueSource(longs = {300_000, 5_000_000})
  void waitsUntilTheMomentAndCountsIt(long nanos) throws IOException {
    try (Selector selector = Selector.open()) {
      var sockets = new SocketWait(selector, busyPoll, _ -> {});
      long start = System.nanoTime();
      // A thread that does not run until the moment is past has nothing to wait for.
      for (int i = 0; i < 100 && sockets.waitedNanos() == 0; i++) {
        waitUntil(System.nanoTime() + nanos, sockets);
      }
      long elapsed = System.nanoTime() - start;
      long waited = sockets.waitedNanos();
      assertTrue(waited > 0 && waited <= elapsed, () -> waited + " of " + elapsed);
    }
  }

  private static void waitUntil(long moment, SocketWait sockets) throws IOException {
    while (System.nanoTime() - moment < 0) {
      sockets.until(moment, true);
    }
  }

  @Test
  void waitsForNothingThatIsDue() throws IOException {
    try (Selector selector = Selector.open()) {
      var sockets = new SocketWait(selector, busyPoll, _ -> {});
      sockets.until(System.nanoTime() - 1, true);
      assertEquals(0, sockets.waitedNanos());
    }
  }

  /// Or a generator that is held by its replies would seem to have time to spare.
  @ParameterizedTest
  @ValueSource(longs = {1_000_000, 500_000_000})
  void countsNoTimeInWhichReadySocketsAreHandled(long nanos) throws IOException {
    Pipe pipe = Pipe.open();
    try (Selector selector = Selector.open();
        var source = pipe.source();
        var sink = pipe.sink()) {
      source.configureBlocking(false);
      source.register(selector, SelectionKey.OP_READ);
      sink.write(ByteBuffer.allocate(1));
      var sockets = new SocketWait(selector, busyPoll, _ -> handle());
      long start = System.nanoTime();
      sockets.until(start + nanos, true);
      long elapsed = System.nanoTime() - start;
      assertEquals(1, handled);
      assertTrue(sockets.waitedNanos() <= elapsed - HANDLED_NANOS);
    }
  }

  private void handle() {
    handled++;
    long end = System.nanoTime() + HANDLED_NANOS;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }
}
