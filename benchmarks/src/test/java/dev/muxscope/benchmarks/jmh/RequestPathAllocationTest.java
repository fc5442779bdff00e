package dev.muxscope.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestPathAllocationTest {

  private static final int REQUESTS = 100_000;

  /// For the compilers to see all of it.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final int ATTEMPTS = 50;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final RequestPath path = new RequestPath();

  @Test
  void pingAllocatesNothing() {
    assertEquals(0, bytesAtBest(Wire.requests(1, "PING")));
  }

  @Test
  void getAllocatesNothing() {
    path.process(Wire.requests(1, "SET", "key", "x".repeat(64)));
    assertEquals(0, bytesAtBest(Wire.requests(1, "GET", "key")));
  }

  @Test
  void getOfNothingAllocatesNothing() {
    assertEquals(0, bytesAtBest(Wire.requests(1, "GET", "none")));
  }

  @Test
  void pipelinesAllocateNothing() {
    assertEquals(0, bytesAtBest(Wire.requests(16, "PING")));
  }

  @Test
  void wouldSeeWhatIsAllocated() {
    ByteBuffer requests = Wire.requests(1, "SET", "key", "x".repeat(64));
    for (int i = 0; i < ATTEMPTS; i++) {
      assertTrue(bytes(requests) >= 64);
    }
  }

  /// Bytes per request, whole ones, of the best of many attempts; none is needed beyond the first
  /// that allocates nothing.
  private long bytesAtBest(ByteBuffer requests) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long best = bytes(requests);
    while (best > 0 && System.nanoTime() < deadline) {
      best = Math.min(best, bytes(requests));
    }
    return best;
  }

  private long bytes(ByteBuffer requests) {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < REQUESTS; i++) {
      path.process(requests);
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / REQUESTS;
  }
}
