package dev.muxscope.common.protocol;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// What a thread takes of the heap.
public final class Allocation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /// How many bytes this thread allocates while it does `work`.
  public static long by(Runnable work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
