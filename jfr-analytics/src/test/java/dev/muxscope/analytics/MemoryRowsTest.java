package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Estimate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryRowsTest {

  private static final int CONNECTIONS = 100;

  @TempDir Path directory;

  private final Samples samples = new Samples();
  private volatile int open;

  @Test
  void countThreadsThatComeWithConnections() throws Exception {
    List<Object> row =
        rows("threads.jfr", CONNECTIONS).stream()
            .filter(each -> each.getFirst().equals("platform threads per connection"))
            .findFirst()
            .orElseThrow();
    Estimate slope = assertInstanceOf(Estimate.class, row.get(2));

    assertEquals(1, slope.value(), 0.2);
    assertTrue(slope.low() <= slope.value() && slope.value() <= slope.high());
    assertTrue(row.get(4).toString().endsWith(" to 100"), row::toString);
  }

  @Test
  void sayNothingWhereConnectionsHardlyVary() throws Exception {
    assertEquals(List.of(), rows("few.jfr", 5));
  }

  private List<List<Object>> rows(String name, int connections) throws Exception {
    Path file = directory.resolve(name);
    Runnable counters = this::emitCounters;
    CountDownLatch closed = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    try (Recording recording = new Recording()) {
      FlightRecorder.addPeriodicEvent(Events.IoCounters.class, counters);
      recording.enable(Events.IoCounters.class).withPeriod(Duration.ofMillis(10));
      recording.enable("jdk.JavaThreadStatistics").withPeriod(Duration.ofMillis(10));
      recording.start();
      for (int i = 0; i < connections; i++) {
        threads.add(Thread.ofPlatform().start(() -> await(closed)));
        open++;
        samples.awaitMore(1);
      }
      samples.awaitMore(2);
      recording.stop();
      recording.dump(file);
    } finally {
      FlightRecorder.removePeriodicEvent(counters);
      closed.countDown();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    open = 0;
    return MemoryRows.slopes(RecordingReader.read(file));
  }

  private void emitCounters() {
    var counters = new Events.IoCounters();
    counters.connections = open;
    counters.commit();
    samples.taken();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
