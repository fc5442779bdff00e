package dev.muxscope.analytics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;

/// The platform threads of an application by what they waited for, whenever the recorder dumped
/// them; by default it does at the beginning and end of each chunk. Virtual threads are not in such
/// dumps.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class ThreadDumps implements Collector {

  static final String DUMP = "jdk.ThreadDump";

  /// What stands instead of the state of a carrier with a virtual thread, whose frames follow.
  static final String CARRYING = "Carrying virtual thread";

  // "name" #12 [34] daemon prio=5 os_prio=0 cpu=1.2ms elapsed=3.4s tid=0x1 nid=34 waiting on ...
  private static final Pattern HEAD =
      Pattern.compile("\"(?<name>.*)\" #\\d+ .*?(?:cpu=(?<cpu>[\\d.]+)ms .*)?");
  private static final Pattern STATE =
      Pattern.compile(" +java\\.lang\\.Thread\\.State: (?<state>\\w+).*");
  // "\tat a.b.Type.method(java.base@25/Type.java:12)", or with a loader or module in front,
  // "app//".
  private static final Pattern FRAME =
      Pattern.compile("\\s+at (?:[\\w.-]*(?:@[\\w.+-]+)?//?)?(?<frame>[^(]+)\\(.*");

  private final Map<Group, Amount> groups = new HashMap<>();
  private final Map<Group, Map<String, Amount>> frames = new HashMap<>();
  private final Amount all = new Amount();
  private int dumps;

  @Override
  public List<String> types() {
    return List.of(DUMP);
  }

  @Override
  public void accept(RecordedEvent event) {
    String text = event.getString("result");
    if (text != null) {
      add(parse(text));
    }
  }

  void add(List<DumpedThread> threads) {
    dumps++;
    all.add(threads.size());
    Map<Group, Long> now = new HashMap<>();
    for (DumpedThread thread : threads) {
      Group group = new Group(ThreadRoles.pool(thread.name), ThreadWait.of(thread));
      now.merge(group, 1L, Long::sum);
      frames
          .computeIfAbsent(group, _ -> new HashMap<>())
          .computeIfAbsent(thread.applicationFrame(), _ -> new Amount())
          .add(1);
    }
    now.forEach((group, count) -> groups.computeIfAbsent(group, _ -> new Amount()).add(count));
  }

  /// How many dumps there were.
  int count() {
    return dumps;
  }

  /// Mean number of Java threads a dump; `NaN` without a dump.
  double mean() {
    return all.mean();
  }

  /// The most Java threads in one dump.
  long most() {
    return all.max();
  }

  /// Threads in a dump by pool and by what they waited for: how many dumps had any, and how many
  /// threads those were in all of them and at most.
  Map<Group, Amount> groups() {
    return groups;
  }

  /// Mean number of threads a dump in which `wait` is what they waited for; `NaN` without a dump.
  double mean(ThreadWait wait) {
    long sum = 0;
    for (var group : groups.entrySet()) {
      sum += group.getKey().waitsFor == wait ? group.getValue().sum() : 0;
    }
    return RecordingSummary.ratio(sum, dumps);
  }

  /// The pools of which some thread waited for `wait`, in order of name.
  List<String> pools(ThreadWait wait) {
    return groups.keySet().stream()
        .filter(group -> group.waitsFor == wait)
        .map(Group::pool)
        .distinct()
        .sorted()
        .toList();
  }

  /// Whether some thread of a role waited for `waitsFor`. A role is a pool's name, or ends with it.
  boolean has(String role, ThreadWait waitsFor) {
    return pools(waitsFor).stream().anyMatch(pool -> ThreadRoles.isPool(role, pool));
  }

  /// The frame outside the JDK that most threads of a group were in; empty if none was in any.
  String frame(Group group) {
    return Rows.mostOften(frames.getOrDefault(group, Map.of()));
  }

  /// The Java threads of a dump in the format of `jstack`; what is no thread is passed over, and so
  /// are threads of the JVM itself, which have no frames.
  static List<DumpedThread> parse(String dump) {
    List<DumpedThread> threads = new ArrayList<>();
    DumpedThread thread = null;
    for (String line : dump.split("\\R")) {
      Matcher head = line.startsWith("\"") ? HEAD.matcher(line) : null;
      if (head != null && head.matches()) {
        thread =
            new DumpedThread(
                head.group("name"), cpuNanos(head.group("cpu")), "", new ArrayList<>());
      } else if (line.isBlank() && thread != null) {
        addIfJava(threads, thread);
        thread = null;
      } else if (thread != null) {
        thread = thread.with(line);
      }
    }
    if (thread != null) {
      addIfJava(threads, thread);
    }
    return threads;
  }

  private static void addIfJava(List<DumpedThread> threads, DumpedThread thread) {
    if (!thread.frames.isEmpty()) {
      threads.add(thread);
    }
  }

  private static long cpuNanos(String millis) {
    return millis == null ? 0 : Math.round(Double.parseDouble(millis) * 1e6);
  }

  /// Threads of one pool that wait for the same.
  ///
  /// @param pool their name with a `#` for each number
  /// @param waitsFor what they wait for
  record Group(String pool, ThreadWait waitsFor) {}

  /// A thread of a dump.
  ///
  /// @param name its name
  /// @param cpuNanos nanoseconds of CPU since it started, 0 if not known
  /// @param state as in `Thread.State`, or [#CARRYING]; empty if not known
  /// @param frames `a.b.Type.method` from the top, without the module; what a line says beside, as
  ///   `- locked`, is left out
  record DumpedThread(String name, long cpuNanos, String state, List<String> frames) {

    private DumpedThread with(String line) {
      Matcher frame = FRAME.matcher(line);
      if (frame.matches()) {
        frames.add(frame.group("frame"));
        return this;
      }
      if (line.contains(CARRYING)) {
        return new DumpedThread(name, cpuNanos, CARRYING, frames);
      }
      Matcher ofState = STATE.matcher(line);
      return ofState.matches()
          ? new DumpedThread(name, cpuNanos, ofState.group("state"), frames)
          : this;
    }

    /// The first frame that is not of the JDK, as `Type.method`; empty if there is none.
    String applicationFrame() {
      return frames.stream()
          .filter(frame -> !ClassNames.isPlatform(frame))
          .findFirst()
          .map(DumpedThread::shortName)
          .orElse("");
    }

    private static String shortName(String frame) {
      int method = frame.lastIndexOf('.');
      return method < 0
          ? frame
          : Frames.simple(frame.substring(0, method)) + frame.substring(method);
    }
  }
}
