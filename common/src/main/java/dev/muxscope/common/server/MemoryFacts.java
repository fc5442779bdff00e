package dev.muxscope.common.server;

import com.sun.management.ThreadMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/// The section `Memory` of `INFO`. What is in it loads the JDK's management classes, some 10 ms at
/// the first time, so it is its own class and nobody else touches it.
final class MemoryFacts {

  private MemoryFacts() {}

  /// Reads them now, in bytes:
  ///
  /// - `used_memory`: `heap_used` and `direct_bytes` together.
  /// - `used_memory_rss`: of the whole process, what is in RAM; `muxscope_rss_peak`: the most so
  ///   far.
  /// - `heap_used`, `heap_committed`, `heap_max`: of the Java heap, with what is garbage and not
  ///   yet collected.
  /// - `total_allocated_bytes`: on the heap since the start, by all threads, those that have ended
  ///   and virtual ones too; -1 where the JVM does not say.
  /// - `direct_bytes`: direct buffers, without those that the JDK keeps for each thread to copy
  ///   heap buffers through, which it does not count.
  /// - `maxmemory`, `maxmemory_policy`: 0 and `noeviction`: keys are never evicted.
  static Map<String, Object> read() {
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    long direct = directBytes();
    Map<String, Object> facts = InfoCommand.facts("used_memory", heap + direct);
    ProcessFacts.residentBytes().ifPresent(bytes -> facts.put("used_memory_rss", bytes));
    ProcessFacts.residentPeakBytes().ifPresent(bytes -> facts.put("muxscope_rss_peak", bytes));
    facts.putAll(javaFacts(runtime, heap, direct));
    facts.put("maxmemory", 0);
    facts.put("maxmemory_policy", "noeviction");
    return facts;
  }

  private static Map<String, Object> javaFacts(Runtime runtime, long heap, long direct) {
    return InfoCommand.facts(
        "heap_used", heap,
        "heap_committed", runtime.totalMemory(),
        "heap_max", runtime.maxMemory(),
        "total_allocated_bytes", allocatedBytes(),
        "direct_bytes", direct);
  }

  private static long allocatedBytes() {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
        ? threads.getTotalThreadAllocatedBytes()
        : -1;
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
