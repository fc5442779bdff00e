package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.analytics.advice.Evidence;
import dev.muxscope.analytics.advice.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A recording of a pool whose threads take turns at a selector, as Jetty's do: who selected hands
/// the selector over before it handles what was ready. Beside it, an event loop.
class PoolTurnsTest {

  private static final int ROUNDS = 60;

  @TempDir static Path directory;

  private static Evidence seen;

  @BeforeAll
  static void record() throws Exception {
    Path file = directory.resolve("turns.jfr");
    try (Selector quiet = Selector.open();
        Turns turns = new Turns();
        Recording recording = new Recording()) {
      Thread loop =
          Thread.ofPlatform().name("loop-1").daemon().start(() -> selectUntilClosed(quiet));
      awaitSelect(loop);
      for (String type : Set.of("jdk.ThreadPark", "jdk.ThreadSleep")) {
        recording.enable(type).withThreshold(Duration.ZERO).withStackTrace();
      }
      recording.enable("jdk.ThreadDump").with("period", "everyChunk");
      recording
          .enable("jdk.MethodTiming")
          .with("filter", "sun.nio.ch.SelectorImpl::lockAndDoSelect")
          .with("period", "endChunk");
      recording.enable("jdk.NativeMethodSample").withPeriod(Duration.ofMillis(10));
      recording.start();
      turns.run();
      recording.stop();
      recording.dump(file);
    }
    seen = AdviceEvidence.of(RecordingReader.read(file));
  }

  private static void selectUntilClosed(Selector selector) {
    try {
      while (selector.isOpen()) {
        selector.select();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitSelect(Thread thread) throws InterruptedException {
    while (Stream.of(thread.getStackTrace())
        .noneMatch(frame -> frame.getMethodName().equals("lockAndDoSelect"))) {
      Thread.sleep(1);
    }
  }

  @Test
  void areNoEventLoops() {
    assertTrue(seen.of(Fact.TURNS) >= 1);
    assertEquals("turns-#", seen.seen().get(Fact.TURNS).detail());
    assertEquals("loop-#", seen.seen().get(Fact.LOOPS).detail());
    assertEquals(1, seen.of(Fact.LOOPS));
  }

  @Test
  void holdNobodyWhileTheyWait() {
    assertTrue(Double.isNaN(seen.of(Fact.LOOP_HELD)));
  }

  @Test
  void keepTheirTimeInSelectFromBeingTakenForThatOfLoops() {
    assertTrue(seen.of(Fact.SELECTS) > 0);
    assertTrue(Double.isNaN(seen.of(Fact.LOOP_OUTSIDE)));
  }

  /// The pool. Its last turn ends when it is closed.
  private static final class Turns implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final Pipe pipe = Pipe.open();
    private final Semaphore handled = new Semaphore(0);
    private final ExecutorService pool =
        Executors.newFixedThreadPool(3, Thread.ofPlatform().name("turns-", 1).factory());

    private Turns() throws IOException {
      pipe.source().configureBlocking(false).register(selector, SelectionKey.OP_READ);
    }

    private void run() throws IOException, InterruptedException {
      pool.execute(this::turn);
      for (int i = 0; i < ROUNDS; i++) {
        pipe.sink().write(ByteBuffer.allocate(1));
        assertTrue(handled.tryAcquire(1, TimeUnit.MINUTES));
      }
    }

    private void turn() {
      try {
        selector.select();
        if (!selector.isOpen()) {
          return;
        }
        selector.selectedKeys().clear();
        pipe.source().read(ByteBuffer.allocate(1));
        pool.execute(this::turn);
        Thread.sleep(15);
        handled.release();
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() throws IOException {
      selector.close();
      pool.close();
      pipe.sink().close();
      pipe.source().close();
    }
  }
}
