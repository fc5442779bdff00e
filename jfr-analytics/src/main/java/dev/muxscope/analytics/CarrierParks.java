package dev.muxscope.analytics;

import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/// Times at which a carrier had no virtual thread to run.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class CarrierParks implements Collector {

  static final String PARK = "jdk.ThreadPark";

  private final Amount idle = new Amount();

  @Override
  public List<String> types() {
    return List.of(PARK);
  }

  @Override
  public void accept(RecordedEvent event) {
    RecordedThread thread = event.getThread();
    if (thread != null
        && !thread.isVirtual()
        && isIdle(event.getStackTrace())
        && ThreadRoles.of(thread).equals(ThreadRoles.CARRIER)) {
      idle.add(event.getDuration().toNanos());
    }
  }

  private static boolean isIdle(@Nullable RecordedStackTrace stack) {
    if (stack == null) {
      return false;
    }
    for (RecordedFrame frame : stack.getFrames()) {
      if (frame.getMethod().getName().equals("awaitWork")) {
        return true;
      }
    }
    return false;
  }

  /// Waits of carriers for work, in `ForkJoinPool.awaitWork`.
  Amount idle() {
    return idle;
  }
}
