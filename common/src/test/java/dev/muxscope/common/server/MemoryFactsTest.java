package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MemoryFactsTest {

  private static long fact(String name) {
    return (Long) MemoryFacts.read().get(name);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatThreadsOfBothKindsAllocateIsCountedWhenTheyHaveEnded(boolean virtual)
      throws InterruptedException {
    long before = fact("total_allocated_bytes");
    List<byte[]> kept = new ArrayList<>();
    Runnable work = () -> kept.add(new byte[10_000_000]);
    Thread thread = virtual ? Thread.ofVirtual().start(work) : Thread.ofPlatform().start(work);
    thread.join();
    // A thread that was joined may still be handing over its count.
    while (fact("total_allocated_bytes") - before < 10_000_000) {
      Thread.sleep(1);
    }
    assertEquals(1, kept.size());
  }

  /// Others may be freed meanwhile, and then it is tried again.
  @Test
  void directBuffersAreCounted() {
    long more = 0;
    while (more < 1_000_000) {
      long before = fact("direct_bytes");
      ByteBuffer buffer = ByteBuffer.allocateDirect(1_000_000);
      more = fact("direct_bytes") - before;
      Reference.reachabilityFence(buffer);
    }
  }
}
