package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    long allocated = fact("total_allocated_bytes") - before;
    assertTrue(allocated >= 10_000_000, allocated + " bytes");
    assertEquals(1, kept.size());
  }

  @Test
  void directBuffersAreCounted() {
    long before = fact("direct_bytes");
    ByteBuffer buffer = ByteBuffer.allocateDirect(1_000_000);
    assertTrue(fact("direct_bytes") - before >= 1_000_000);
    Reference.reachabilityFence(buffer);
  }
}
