package dev.muxscope.common.server;

import static dev.muxscope.common.protocol.Samples.bytes;
import static dev.muxscope.common.protocol.Samples.drain;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.RequestProcessor.HandOver;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the transcripts of `conformance` do not reach: several who set at the same time.
@Timeout(60)
class ConfigCommandTest {

  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 1);

  /// Enough for two threads to meet in the midst of each other's change.
  private static final int ROUNDS = 2000;

  /// What they take at most, on a machine that is busy.
  private static final long MOST_NANOS = 2_000_000_000;

  /// What the other thread needs to arrive, if it has a core.
  private static final int SPINS = 1000;

  private final Server server =
      new Server("test", ServerOptions.defaults(), List.of(), Optional.empty());

  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final AtomicInteger arrivals = new AtomicInteger();
  private volatile boolean over;

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void losesNoneOfTwoParametersThatAreSetAtTheSameTime() {
    Session one = admit();
    Session other = admit();
    together(
        round -> call(one, "CONFIG SET maxclients " + round),
        round -> call(other, "CONFIG SET muxscope-max-arguments " + round),
        round -> {
          assertEquals(round, server.limits().get(Limit.CONNECTIONS));
          assertEquals(round, server.limits().get(Limit.ARGUMENTS));
        });
  }

  @Test
  void hasParsersAcceptWhatWasSetLast() {
    Limits small = server.limits().with(Limit.BULK_BYTES, 1000);
    Limits large = server.limits().with(Limit.BULK_BYTES, 2000);
    together(
        _ -> server.limits(small),
        _ -> server.limits(large),
        _ -> {
          long most = server.limits().get(Limit.BULK_BYTES);
          assertEquals(most, server.parserLimits().maxBulkBytes());
          assertEquals(most, server.strangersLimits().maxBulkBytes());
        });
  }

  /// Runs one here and one on another thread in each round, as nearly at the same time as may be,
  /// and then looks at what has come of it.
  private void together(IntConsumer here, IntConsumer there, IntConsumer look) {
    Future<?> other =
        executor.submit(() -> {
          meet();
          for (int round = 1; !over; round++) {
            there.accept(round);
            meet();
            meet();
          }
        });
    long start = System.nanoTime();
    int round = 0;
    do {
      round++;
      meet();
      here.accept(round);
      meet();
      look.accept(round);
    } while (round < ROUNDS && System.nanoTime() - start < MOST_NANOS);
    over = true;
    meet();
    assertDoesNotThrow(() -> other.get());
  }

  /// Returns once both threads have called it. Who waits does not sleep, since to wake up takes
  /// longer than what is to run at the same time.
  private void meet() {
    int own = arrivals.incrementAndGet();
    for (int spins = 0; arrivals.get() < own + own % 2; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("the other thread has failed");
      }
    }
  }

  @Test
  void boundsWhatAppendMakes() {
    Session session = admit();
    call(session, "CONFIG SET proto-max-bulk-len 10");
    assertEquals(":9\r\n", call(session, "APPEND k 123456789"));
    assertEquals(":10\r\n", call(session, "APPEND k 0"));
    String tooLong = "-ERR string exceeds maximum allowed size (proto-max-bulk-len)\r\n";
    assertEquals(tooLong, call(session, "APPEND k 1"));
    assertEquals(":10\r\n", call(session, "STRLEN k"));
    call(session, "CONFIG SET proto-max-bulk-len 11");
    assertEquals(":11\r\n", call(session, "APPEND k 1"));
    call(session, "CONFIG SET proto-max-bulk-len 10");
    // As in Redis, even if nothing is added; a value that was not there is not looked at.
    assertEquals(tooLong, call(session, "APPEND k \"\""));
    assertEquals(":11\r\n", call(session, "APPEND other 12345678901"));
  }

  @Test
  void takesTimesThatRedisHasInSeconds() {
    Session session = admit();
    for (String name : List.of("timeout", "tcp-keepalive")) {
      assertEquals("+OK\r\n", call(session, "CONFIG SET " + name + " 7"));
      String shown = "*2\r\n$" + name.length() + "\r\n" + name + "\r\n$1\r\n7\r\n";
      assertEquals(shown, call(session, "CONFIG GET " + name));
    }
    assertEquals(7000, server.limits().get(Limit.IDLE_TIME));
    assertEquals(7000, server.limits().get(Limit.KEEPALIVE_TIME));
  }

  private Session admit() {
    return server.admit(ADDRESS, ADDRESS).orElseThrow();
  }

  private String call(Session session, String line) {
    ReplyWriter replies = new ReplyWriter();
    ByteBuffer in = ByteBuffer.wrap(bytes(line + "\r\n"));
    server.process(session, new RequestParser(), in, replies, new Turn(HandOver.NONE));
    return drain(replies);
  }
}
