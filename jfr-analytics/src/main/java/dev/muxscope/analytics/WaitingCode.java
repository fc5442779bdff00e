package dev.muxscope.analytics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/// How many samples of running threads were in code that waits for sockets: in sockets, channels
/// and selectors, in the scheduling of virtual threads; and which threads were seen in a select.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class WaitingCode implements Collector {

  private static final String CPU_TIME = "jdk.CPUTimeSample";
  private static final String EXECUTION = "jdk.ExecutionSample";
  private static final String NATIVE = "jdk.NativeMethodSample";

  private static final Pattern WAITING =
      Pattern.compile(
          "sun\\.nio\\.ch\\..*|java\\.nio\\.channels\\..*|java\\.net\\.(Server)?Socket.*"
              + "|java\\.lang\\.VirtualThread.*|jdk\\.internal\\.vm\\..*"
              + "|(.*\\.)?io\\.netty\\.(incubator\\.)?channel\\.(epoll|kqueue|unix|uring)\\..*");

  private final Amount cpuTime = new Amount();
  private final Amount cpuTimeWaiting = new Amount();
  private final Amount execution = new Amount();
  private final Amount executionWaiting = new Amount();
  private final Set<String> selecting = new HashSet<>();
  private final Set<String> clients = new HashSet<>();
  private final ParsedCache<RecordedThread, String> roles;
  private long virtual;

  WaitingCode(ParsedCache<RecordedThread, String> roles) {
    this.roles = roles;
  }

  @Override
  public List<String> types() {
    return List.of(CPU_TIME, EXECUTION, NATIVE);
  }

  @Override
  public void accept(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case CPU_TIME ->
          add(
              event,
              event.getThread("eventThread"),
              event.getDuration("samplingPeriod").toNanos(),
              cpuTime,
              cpuTimeWaiting);
      case EXECUTION -> {
        if (!ThreadSamples.sleeps(event)) {
          add(event, event.getThread("sampledThread"), 1, execution, executionWaiting);
        }
      }
      default -> acceptNative(event);
    }
  }

  private void add(
      RecordedEvent event,
      @Nullable RecordedThread thread,
      long weight,
      Amount all,
      Amount waiting) {
    all.add(weight);
    String role = thread == null ? "" : roles.get(thread);
    if (waits(role, running(event.getStackTrace()))) {
      waiting.add(weight);
    }
    if (thread != null && thread.isVirtual()) {
      virtual++;
    }
  }

  private void acceptNative(RecordedEvent event) {
    RecordedThread thread = event.getThread("sampledThread");
    RecordedStackTrace stack = event.getStackTrace();
    if (thread == null || thread.getJavaName() == null || stack == null) {
      return;
    }
    List<String> frames = Frames.names(stack);
    if (frames.stream().anyMatch(SelectFrames::isSelect)) {
      boolean client = ThreadWait.selectsForClient(frames);
      (client ? clients : selecting).add(thread.getJavaName());
    }
  }

  // Down to the application's own code: what calls it, as the run of a virtual thread, is not what
  // runs.
  private static List<String> running(@Nullable RecordedStackTrace stack) {
    List<String> types = new ArrayList<>();
    if (stack != null) {
      for (RecordedFrame frame : stack.getFrames()) {
        types.add(frame.getMethod().getType().getName());
        if (Frames.isApplication(frame.getMethod())) {
          break;
        }
      }
    }
    return types;
  }

  /// Whether a thread runs code that waits for sockets. All that a carrier does for itself is the
  /// scheduling of virtual threads, the search for one that is ready among it.
  ///
  /// @param role of the thread
  /// @param types of the frames on top
  static boolean waits(String role, List<String> types) {
    return role.equals(ThreadRoles.CARRIER)
        || types.stream().anyMatch(type -> WAITING.matcher(type).matches());
  }

  /// How many samples there were, of CPU time if it was sampled.
  long samples() {
    return cpuTime.count() > 0 ? cpuTime.count() : execution.count();
  }

  /// The event they come from.
  String source() {
    return cpuTime.count() > 0 ? CPU_TIME : EXECUTION;
  }

  /// Whether they are of Java code alone, and so not of the system calls that it makes.
  boolean missesSystemCalls() {
    return cpuTime.count() == 0;
  }

  /// The share of them in code that waits for sockets, by CPU time if that was sampled; `NaN`
  /// without a sample.
  double share() {
    return cpuTime.count() > 0
        ? RecordingSummary.ratio(cpuTimeWaiting.sum(), cpuTime.sum())
        : RecordingSummary.ratio(executionWaiting.sum(), execution.sum());
  }

  /// Names of threads that were seen in a select, but for those that only call a client which
  /// selects.
  Set<String> selecting() {
    return selecting;
  }

  /// Names of threads that called a client which selects until it has an answer.
  Set<String> clients() {
    return clients;
  }

  /// Samples of virtual threads.
  long virtual() {
    return virtual;
  }
}
