package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/// Calls in which a platform thread was blocked, as far as they are over the recording's threshold
/// and its throttle let them through: sums are lower bounds.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class BlockingCalls implements Collector {

  static final List<String> TYPES =
      List.of(
          "jdk.ThreadSleep",
          "jdk.ThreadPark",
          "jdk.JavaMonitorEnter",
          "jdk.JavaMonitorWait",
          "jdk.SocketRead",
          "jdk.SocketWrite",
          "jdk.FileRead",
          "jdk.FileWrite",
          "jdk.FileForce");

  private static final Set<String> SOCKETS = Set.of("jdk.SocketRead", "jdk.SocketWrite");

  // In nanoseconds: hundreds of times what the bytes of a ready socket take.
  private static final long LONGER_THAN_A_COPY = 10_000_000;

  // What reads and writes only channels that it selected.
  private static final Pattern CHANNEL_CODE =
      Pattern.compile(
          "((.*\\.)?io\\.netty|org\\.xnio|org\\.apache\\.tomcat\\.util\\.net|org\\.eclipse\\.jetty\\.io"
              + "|org\\.glassfish\\.grizzly)\\..*");

  private static final Set<String> WAITS = Set.of("jdk.ThreadPark", "jdk.JavaMonitorWait");

  private final Capped<String, Blocked> byThread = new Capped<>(Blocked::new);

  @Override
  public List<String> types() {
    return TYPES;
  }

  @Override
  public void accept(RecordedEvent event) {
    RecordedThread thread = event.getThread();
    if (thread == null || thread.isVirtual() || thread.getJavaName() == null) {
      return;
    }
    String type = event.getEventType().getName();
    if (initialises(event.getStackTrace())) {
      return;
    }
    if (SOCKETS.contains(type) && !blocks(event)) {
      return;
    }
    Blocked blocked = of(thread.getJavaName());
    if (WAITS.contains(type) && isIdle(event.getStackTrace())) {
      blocked.idle = true;
      return;
    }
    blocked.add(
        event.getDuration().toNanos(), type + " in " + Frames.application(event.getStackTrace()));
  }

  // Classes are loaded and initialised once: whoever waits for that will not do so again.
  private static boolean initialises(@Nullable RecordedStackTrace stack) {
    return stack != null
        && stack.getFrames().stream()
            .map(RecordedFrame::getMethod)
            .anyMatch(method ->
                method.getName().equals("<clinit>")
                    || method.getType().getName().startsWith("jdk.internal.loader."));
  }

  private static boolean isIdle(@Nullable RecordedStackTrace stack) {
    return stack != null && ThreadWait.isIdle(Frames.names(stack));
  }

  // A channel that is read by who selected it does not block. JDK 25 leaves its own frames out, so
  // that only the time and the caller tell.
  private static boolean blocks(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    if (stack == null) {
      return false;
    }
    for (RecordedFrame frame : stack.getFrames()) {
      String type = frame.getMethod().getType().getName();
      if (SelectStacks.isBlocking(type)) {
        return true;
      }
      if (type.equals("sun.nio.ch.SocketChannelImpl") || CHANNEL_CODE.matcher(type).matches()) {
        return false;
      }
      if (Frames.isApplication(frame.getMethod())) {
        break;
      }
    }
    return event.getDuration().toNanos() >= LONGER_THAN_A_COPY;
  }

  /// The calls of the threads of a name.
  Blocked of(String thread) {
    return byThread.of(thread);
  }

  /// The calls by the thread's name.
  Map<String, Blocked> byThread() {
    return byThread.values();
  }

  /// Whether there were too many threads to tell all apart.
  boolean isOverflown() {
    return byThread.isOverflown();
  }

  /// The blocking calls of one thread.
  static final class Blocked {

    private final Amount all = new Amount();
    private final Map<String, Amount> bySite = new HashMap<>();
    private boolean idle;

    /// Adds a call.
    ///
    /// @param site the event and method
    void add(long nanos, String site) {
      all.add(nanos);
      bySite.computeIfAbsent(site, _ -> new Amount()).add(nanos);
    }

    /// Whether the thread waited in its pool for work too; those waits are not among the calls.
    boolean wasIdle() {
      return idle;
    }

    /// Nanoseconds of all calls.
    Amount all() {
      return all;
    }

    /// The event and method of the calls that took longest together.
    String site() {
      return Rows.largest(bySite);
    }
  }
}
