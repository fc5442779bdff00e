package dev.muxscope.analytics;

import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/// Whether an application is called from within its selects, as with `Selector.select(Consumer)`:
/// then the time of a select is not that of waiting.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class SelectStacks implements Collector {

  private boolean called;

  @Override
  public List<String> types() {
    return List.of("jdk.CPUTimeSample", "jdk.ExecutionSample", SocketIo.READ, SocketIo.WRITE);
  }

  @Override
  public void accept(RecordedEvent event) {
    called = called || isCalled(event.getStackTrace());
  }

  private static boolean isCalled(@Nullable RecordedStackTrace stack) {
    boolean application = false;
    for (RecordedFrame frame : stack == null ? List.<RecordedFrame>of() : stack.getFrames()) {
      String type = frame.getMethod().getType().getName();
      if (type.equals("sun.nio.ch.SelectorImpl")) {
        return application;
      }
      application = application || !Frames.isPlatform(type);
    }
    return false;
  }

  /// Whether a stack was seen in which a select called the application.
  boolean called() {
    return called;
  }
}
