package dev.muxscope.analytics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/// Where processor time, samples, allocated bytes and waiting came from, by role of thread and call
/// path: what flame graphs are made of.
///
/// A virtual thread's stack ends where its carrier's begins, so that its work stands under virtual
/// threads, and under carriers only what these do for themselves. Filled by the thread that reads
/// the recording; read-only afterwards.
final class Stacks implements Collector {

  /// What is added up apart from the rest: the first level of the tree.
  enum Sum {
    /// Nanoseconds on a processor.
    CPU_TIME,
    /// Samples of threads that ran Java code.
    RUNNING,
    /// Samples of threads in native code, which may have run or waited.
    NATIVE,
    /// Bytes.
    ALLOCATION,
    /// Nanoseconds, by kind of waiting.
    BLOCKING
  }

  static final String NO_STACK = "(no stack)";
  static final String CUT = "(frames above are not recorded)";
  static final String DEEPER = "(deeper frames)";

  // Deeper stacks are cut: nobody reads on, and page and parsers have limits, too.
  private static final int DEEPEST = 150;

  private static final Map<String, String> WAITS =
      Map.of(
          "jdk.ThreadPark", "parked",
          "jdk.JavaMonitorEnter", "entering a monitor",
          "jdk.JavaMonitorWait", "Object.wait",
          "jdk.ThreadSleep", "sleeping",
          "jdk.SocketRead", "reading from a socket",
          "jdk.SocketWrite", "writing to a socket",
          "jdk.VirtualThreadPinned", "pinned to its carrier");

  private final FrameLabels labels = new FrameLabels();
  private final StackTree tree = new StackTree(labels);
  private final Map<Sum, Integer> tops = new EnumMap<>(Sum.class);
  private final ParsedCache<RecordedStackTrace, Path> paths =
      new ParsedCache<>(stack -> new Path(labelsOf(stack)));
  private final ParsedCache<RecordedThread, Integer> roles = new ParsedCache<>(this::labelOf);

  Stacks() {
    for (Sum sum : Sum.values()) {
      tops.put(sum, tree.child(StackTree.ROOT, labels.heading(sum.name(), "")));
    }
  }

  /// Whether events of a type add to the waiting.
  static boolean isWait(String type) {
    return WAITS.containsKey(type);
  }

  @Override
  public List<String> types() {
    return List.of(
        "jdk.CPUTimeSample",
        "jdk.ExecutionSample",
        "jdk.NativeMethodSample",
        "jdk.ObjectAllocationSample",
        "jdk.ThreadPark",
        "jdk.JavaMonitorEnter",
        "jdk.JavaMonitorWait",
        "jdk.ThreadSleep",
        "jdk.SocketRead",
        "jdk.SocketWrite",
        "jdk.VirtualThreadPinned");
  }

  @Override
  public void accept(RecordedEvent event) {
    String type = event.getEventType().getName();
    switch (type) {
      case "jdk.CPUTimeSample" ->
          tree.add(
              leaf(event, top(Sum.CPU_TIME), event.getThread("eventThread")),
              event.getDuration("samplingPeriod").toNanos());
      case "jdk.ExecutionSample" -> {
        if (!ThreadSamples.sleeps(event)) {
          tree.add(leaf(event, top(Sum.RUNNING), event.getThread("sampledThread")), 1);
        }
      }
      case "jdk.NativeMethodSample" ->
          tree.add(leaf(event, top(Sum.NATIVE), event.getThread("sampledThread")), 1);
      case "jdk.ObjectAllocationSample" -> acceptAllocation(event);
      default -> acceptWait(event, WAITS.getOrDefault(type, type));
    }
  }

  private void acceptAllocation(RecordedEvent event) {
    int leaf = leaf(event, top(Sum.ALLOCATION), event.getThread());
    RecordedClass type = event.getClass("objectClass");
    String name = type == null ? "(type unknown)" : Frames.simple(type.getName());
    int allocated = tree.child(leaf, labels.heading(FrameLabels.clean(name), ""));
    tree.add(allocated, event.getLong("weight"));
  }

  private void acceptWait(RecordedEvent event, String kind) {
    int wait = tree.child(top(Sum.BLOCKING), labels.heading(kind, ""));
    tree.add(leaf(event, wait, event.getThread()), event.getDuration().toNanos());
  }

  private int top(Sum sum) {
    return tops.getOrDefault(sum, StackTree.ROOT);
  }

  private int leaf(RecordedEvent event, int top, @Nullable RecordedThread thread) {
    int base = tree.child(top, role(thread));
    RecordedStackTrace stack = event.getStackTrace();
    if (stack == null) {
      return tree.child(base, labels.heading(NO_STACK, ""));
    }
    return paths.get(stack).leaf(tree, base);
  }

  private int role(@Nullable RecordedThread thread) {
    if (thread == null) {
      return labels.heading("other", ThreadRoles.family("other"));
    }
    return roles.get(thread);
  }

  private int labelOf(RecordedThread thread) {
    String role = ThreadRoles.of(thread);
    return labels.heading(role, ThreadRoles.family(role));
  }

  /// Outermost first.
  private int[] labelsOf(RecordedStackTrace stack) {
    List<RecordedFrame> frames = stack.getFrames();
    int from = Math.max(0, frames.size() - DEEPEST);
    int marks = (stack.isTruncated() ? 1 : 0) + (from > 0 ? 1 : 0);
    int[] path = new int[frames.size() - from + marks];
    int at = 0;
    if (stack.isTruncated()) {
      path[at++] = labels.heading(CUT, "");
    }
    for (int i = frames.size() - 1; i >= from; i--) {
      path[at++] = labels.of(frames.get(i).getMethod());
    }
    if (from > 0) {
      path[at] = labels.heading(DEEPER, "");
    }
    return path;
  }

  StackTree tree() {
    return tree;
  }

  /// The node below which a sum's paths stand.
  int node(Sum sum) {
    return top(sum);
  }

  /// How much there is of a sum.
  long total(Sum sum) {
    return tree.total(top(sum));
  }

  /// A stack's labels, and where it led last time: most stacks belong to one role.
  private static final class Path {

    private final int[] labels;
    private int base = -1;
    private int leaf;

    Path(int[] labels) {
      this.labels = labels;
    }

    int leaf(StackTree tree, int from) {
      if (from != base) {
        int node = from;
        for (int label : labels) {
          node = tree.child(node, label);
        }
        leaf = node;
        base = from;
      }
      return leaf;
    }
  }
}
