package dev.muxscope.analytics;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;

/// Calls of the methods the recording was told to time: with those of `muxscope.jfc` and
/// `probe.jfc`, the mounts and system calls of any application.
///
/// The JVM counts from the start of the first recording that asks for it, and samples the counts as
/// it was told to, by default once, at the end of a chunk.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class MethodTimings implements Collector {

  static final String MOUNTS = "virtual thread mounts";
  static final String YIELDS = "virtual thread yields";
  static final String SELECTS = "selects";
  static final String READS = "socket reads";
  static final String WRITES = "socket writes";
  static final String POLLS = "poller waits";
  static final String REGISTRATIONS = "poller registrations";

  /// Each of them is one or several of the reads above, and the wait between.
  static final String BLOCKING_READS = "blocking socket reads";

  static final String ACCEPTS = "accepted connections";

  /// Each is one system call, but for a select or registration the JDK can answer by itself.
  static final List<String> SYSTEM_CALLS = List.of(SELECTS, READS, WRITES, POLLS, REGISTRATIONS);

  /// What the methods that `muxscope.jfc` and `probe.jfc` time stand for; the lower ones are of
  /// Netty's epoll transport.
  static final Map<String, String> NAMES =
      Stream.of(
              named(MOUNTS, "VirtualThread.runContinuation"),
              named(YIELDS, "VirtualThread.yieldContinuation"),
              named(SELECTS, "SelectorImpl.lockAndDoSelect"),
              named(READS, "SocketDispatcher.read", "SocketDispatcher.readv"),
              named(WRITES, "SocketDispatcher.write", "SocketDispatcher.writev"),
              named(POLLS, "EPollPoller.poll"),
              named(REGISTRATIONS, "EPollPoller.implRegister"),
              named(BLOCKING_READS, "NioSocketImpl.read"),
              named(ACCEPTS, "NioSocketImpl.accept", "ServerSocketChannelImpl.finishAccept"),
              named(SELECTS, epollWaits("EpollIoHandler")),
              named(SELECTS, epollWaits("EpollEventLoop")),
              named(READS, "FileDescriptor.read", "FileDescriptor.readAddress"),
              named(READS, "Socket.recv", "Socket.recvAddress"),
              named(WRITES, "FileDescriptor.write", "FileDescriptor.writeAddress"),
              named(WRITES, "FileDescriptor.writev", "FileDescriptor.writevAddresses"),
              named(WRITES, "Socket.send", "Socket.sendAddress"),
              named(ACCEPTS, "Socket.accept"))
          .flatMap(names -> names.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final String EPOLL = "io.netty.channel.epoll.";
  private static final String EPOLL_SOCKETS = "io.netty.channel.unix.";

  private static Map<String, String> named(String name, String... methods) {
    return Stream.of(methods).collect(Collectors.toMap(method -> method, _ -> name));
  }

  private static String[] epollWaits(String type) {
    return Stream.of("", "NoTimerChange", "Now", "Timeboxed")
        .map(how -> type + ".epollWait" + how)
        .toArray(String[]::new);
  }

  // A recording starts a few milliseconds before its first chunk.
  private static final long SAME_START = 1_000_000_000L;

  private final Map<String, Timing> bySignature = new LinkedHashMap<>();

  /// When the JVMs' recordings began, each with when a chunk last told of it.
  private final Map<Long, Long> recordings = new HashMap<>();

  @Override
  public List<String> types() {
    return List.of("jdk.MethodTiming", "jdk.ActiveRecording");
  }

  @Override
  public void accept(RecordedEvent event) {
    if (event.getEventType().getName().equals("jdk.ActiveRecording")) {
      long start = Series.nanos(event.getInstant("recordingStart"));
      recordings.merge(start, Series.nanos(event), Math::max);
      return;
    }
    RecordedMethod method = event.getValue("method");
    String name = Frames.name(method);
    String signature = method.getType().getName() + name + method.getDescriptor();
    timing(signature, NAMES.getOrDefault(name, name)).add(event);
  }

  /// The timing of a method.
  ///
  /// @param signature tells it from all others
  /// @param name what it counts
  Timing timing(String signature, String name) {
    return bySignature.computeIfAbsent(signature, _ -> new Timing(name));
  }

  /// The timings by what they count; overloads are added up.
  Map<String, List<Timing>> byName() {
    Map<String, List<Timing>> named = new TreeMap<>();
    for (Timing timing : bySignature.values()) {
      named.merge(timing.name, List.of(timing), MethodTimings::concat);
    }
    return named;
  }

  /// Whether the calls of what `name` stands for were counted: also where there were none, as of a
  /// class that was never loaded. One that was loaded from an archive, or by another name, is not
  /// timed either.
  ///
  /// @param made whether the recording tells otherwise that there were such calls
  static boolean counted(RecordingSummary recording, String name, boolean made) {
    return recording.collected(MethodTimings.class).byName().containsKey(name)
        || (!made && asked(recording, name));
  }

  /// Whether a recording can count the selects and reads of the transport that a frame of a select
  /// is of: of the JDK's; of Netty's epoll, if it was told to time both; of no other.
  static boolean counts(RecordingSummary recording, String select) {
    String filter = filter(recording);
    return select.startsWith("sun.nio.ch.")
        || (select.startsWith(EPOLL) && filter.contains(EPOLL) && filter.contains(EPOLL_SOCKETS));
  }

  private static String filter(RecordingSummary recording) {
    return recording
        .collected(ActiveSettings.class)
        .of(recording.typeId("jdk.MethodTiming"), "filter");
  }

  private static boolean asked(RecordingSummary recording, String name) {
    String filter = filter(recording);
    return NAMES.entrySet().stream()
        .filter(named -> named.getValue().equals(name))
        .anyMatch(named -> filter.contains("." + named.getKey().replace(".", "::")));
  }

  private static List<Timing> concat(List<Timing> some, List<Timing> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /// The calls of a method that are here: from 0 wherever counting began, at the start and after a
  /// gap, as of a JVM that was started anew.
  Series calls(Timing timing, Coverage coverage) {
    long start = coverage.start();
    Series calls = beganAt(start) ? timing.calls.from(start) : timing.calls;
    for (Coverage.Gap gap : coverage.gaps()) {
      if (beganAt(gap.to())) {
        calls = calls.anewAt(gap.to());
      }
    }
    return calls;
  }

  // Not where a recording of the same JVM began before, be it this one, whose chunks before were
  // dropped, or another. Without a word on that, it is taken to be.
  private boolean beganAt(long start) {
    return recordings.entrySet().stream()
        .filter(recording -> recording.getValue() >= start)
        .allMatch(recording -> recording.getKey() > start - SAME_START);
  }

  /// The calls of one method: of all classes of its name, each of which has an event of the same
  /// time.
  static final class Timing {

    private final String name;
    private final Series calls = new Series();
    private long latest = Long.MIN_VALUE;
    private long count;
    private long nanos;
    private long longest;

    private Timing(String name) {
      this.name = name;
    }

    private void add(RecordedEvent event) {
      long time = Series.nanos(event);
      calls.addTo(time, event.getLong("invocations"));
      // Long.MIN_VALUE stands for "not known".
      if (time >= latest && event.getLong("average") != Long.MIN_VALUE) {
        addTimes(time, event);
      }
    }

    private void addTimes(long time, RecordedEvent event) {
      if (time > latest) {
        latest = time;
        count = 0;
        nanos = 0;
        longest = 0;
      }
      long more = event.getLong("invocations");
      count += more;
      nanos += more * event.getDuration("average").toNanos();
      longest = Math.max(longest, event.getDuration("maximum").toNanos());
    }

    /// Calls since the JVM began to count.
    Series calls() {
      return calls;
    }

    /// Mean nanoseconds of a call since the JVM began to count, the time it was blocked included.
    long average() {
      return count == 0 ? 0 : nanos / count;
    }

    /// The longest call.
    long longest() {
      return longest;
    }
  }
}
