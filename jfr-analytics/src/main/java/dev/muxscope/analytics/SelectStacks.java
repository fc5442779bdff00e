package dev.muxscope.analytics;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/// Which threads were sampled in a select and which in a blocking read or write, and whether
/// selects call the application, as with `Selector.select(Consumer)`: then the time of a select is
/// not that of waiting.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class SelectStacks implements Collector {

  private static final Pattern BLOCKING =
      Pattern.compile(
          "sun\\.nio\\.ch\\.NioSocketImpl|java\\.net\\.(Socket\\$.*|Socket(In|Out)putStream"
              + "|AbstractPlainSocketImpl)");

  private final Set<String> selecting = new HashSet<>();
  private final Set<String> blocking = new HashSet<>();
  private final ParsedCache<RecordedThread, String> roles;
  private boolean called;

  SelectStacks(ParsedCache<RecordedThread, String> roles) {
    this.roles = roles;
  }

  @Override
  public List<String> types() {
    return List.of("jdk.CPUTimeSample", "jdk.ExecutionSample", "jdk.NativeMethodSample");
  }

  @Override
  public void accept(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    boolean application = false;
    for (RecordedFrame frame : stack == null ? List.<RecordedFrame>of() : stack.getFrames()) {
      String type = frame.getMethod().getType().getName();
      if (SelectFrames.isSelect(type, frame.getMethod().getName())) {
        called = called || (application && SelectFrames.isSelector(type));
        add(selecting, event);
        return;
      }
      if (isBlocking(type)) {
        add(blocking, event);
        return;
      }
      application = application || Frames.isApplication(frame.getMethod());
    }
  }

  /// Whether a class is that of a `java.net.Socket` or its streams, of any JDK, which block.
  static boolean isBlocking(String type) {
    return BLOCKING.matcher(type).matches();
  }

  private void add(Set<String> seen, RecordedEvent event) {
    RecordedThread thread = thread(event);
    if (thread != null) {
      seen.add(roles.get(thread));
    }
  }

  private static @Nullable RecordedThread thread(RecordedEvent event) {
    return event.hasField("sampledThread") ? event.getThread("sampledThread") : event.getThread();
  }

  /// Whether threads of a role were seen in a select.
  boolean selects(String role) {
    return selecting.contains(role);
  }

  /// Whether threads of a role were seen in a read or write of a socket that blocks.
  boolean blocks(String role) {
    return blocking.contains(role);
  }

  /// Whether a stack was seen in which a select called the application.
  boolean called() {
    return called;
  }
}
