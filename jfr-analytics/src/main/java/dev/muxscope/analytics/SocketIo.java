package dev.muxscope.analytics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;

/// Reads and writes of sockets, by the threads that did them: one that may block waits for the
/// other side in them, an event loop only copies. Their stacks do not tell which, since JDK 25
/// leaves its own frames out of them.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class SocketIo implements Collector {

  static final String READ = "jdk.SocketRead";
  static final String WRITE = "jdk.SocketWrite";

  private static final int MOST_KEYS = 100;

  private final Map<Key, Calls> calls = new TreeMap<>();
  private final ParsedCache<RecordedThread, String> roles;

  SocketIo(ParsedCache<RecordedThread, String> roles) {
    this.roles = roles;
  }

  @Override
  public List<String> types() {
    return List.of(READ, WRITE);
  }

  @Override
  public void accept(RecordedEvent event) {
    boolean read = event.getEventType().getName().equals(READ);
    RecordedThread thread = event.getThread();
    String role = thread == null ? "other" : roles.get(thread);
    Key key = new Key(!read, role, thread != null && thread.isVirtual());
    // Names of threads may be of any number, and a histogram is large.
    boolean room = calls.size() < MOST_KEYS || calls.containsKey(key);
    calls
        .computeIfAbsent(room ? key : new Key(!read, "other", false), _ -> new Calls())
        .add(event, read);
  }

  /// The calls, reads first.
  Map<Key, Calls> calls() {
    return calls;
  }

  /// @param write whether it writes
  /// @param role what the thread is for
  /// @param virtual whether the thread is virtual
  record Key(boolean write, String role, boolean virtual) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      return Comparator.comparing(Key::write)
          .thenComparing(Key::role)
          .thenComparing(Key::virtual)
          .compare(this, other);
    }
  }

  /// Some calls.
  static final class Calls {

    private final Histogram nanos = new Histogram();
    private long bytes;

    private void add(RecordedEvent event, boolean read) {
      nanos.add(event.getDuration().toNanos());
      bytes += Math.max(0, event.getLong(read ? "bytesRead" : "bytesWritten"));
    }

    /// Durations in nanoseconds.
    Histogram nanos() {
      return nanos;
    }

    long bytes() {
      return bytes;
    }
  }
}
