package dev.muxscope.analytics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/// Reads and writes of sockets, by what their duration means: a thread that may block waits for the
/// other side in them, an event loop only copies.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class SocketIo implements Collector {

  static final String READ = "jdk.SocketRead";
  static final String WRITE = "jdk.SocketWrite";

  private final Map<Key, Calls> calls = new TreeMap<>();

  @Override
  public List<String> types() {
    return List.of(READ, WRITE);
  }

  @Override
  public void accept(RecordedEvent event) {
    boolean read = event.getEventType().getName().equals(READ);
    RecordedThread thread = event.getThread();
    String role = thread == null ? "other" : ThreadRoles.of(thread);
    Waits waits = waits(thread, event.getStackTrace());
    calls.computeIfAbsent(new Key(!read, role, waits), _ -> new Calls()).add(event, read);
  }

  // A virtual thread and a stream of a socket block. Of a channel that a platform thread reads,
  // only
  // a select in the same stack tells that it does not; others may be either.
  private static Waits waits(@Nullable RecordedThread thread, @Nullable RecordedStackTrace stack) {
    if (thread != null && thread.isVirtual()) {
      return Waits.BLOCKS;
    }
    boolean channel = false;
    for (RecordedFrame frame : stack == null ? List.<RecordedFrame>of() : stack.getFrames()) {
      String type = frame.getMethod().getType().getName();
      if (type.equals("sun.nio.ch.NioSocketImpl") || type.startsWith("java.net.Socket$")) {
        return Waits.BLOCKS;
      }
      if (type.equals("sun.nio.ch.SelectorImpl") || type.endsWith("EventLoop")) {
        return Waits.COPIES;
      }
      channel |= type.equals("sun.nio.ch.SocketChannelImpl");
    }
    return channel ? Waits.UNKNOWN : Waits.BLOCKS;
  }

  /// The calls, reads first.
  Map<Key, Calls> calls() {
    return calls;
  }

  /// What a call's duration may hold.
  enum Waits {
    /// The wait for the other side, and the copy.
    BLOCKS,
    /// The copy from or to the kernel.
    COPIES,
    /// One or the other.
    UNKNOWN
  }

  /// @param write whether it writes
  /// @param role what the thread is for
  /// @param waits what the duration may hold
  record Key(boolean write, String role, Waits waits) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      int byDirection = Boolean.compare(write, other.write);
      int byWaits = byDirection != 0 ? byDirection : waits.compareTo(other.waits);
      return byWaits != 0 ? byWaits : role.compareTo(other.role);
    }
  }

  /// Some calls.
  static final class Calls {

    private final Histogram nanos = new Histogram();
    private long bytes;
    private long ends;

    private void add(RecordedEvent event, boolean read) {
      nanos.add(event.getDuration().toNanos());
      bytes += Math.max(0, event.getLong(read ? "bytesRead" : "bytesWritten"));
      ends += read && event.getBoolean("endOfStream") ? 1 : 0;
    }

    /// Durations in nanoseconds.
    Histogram nanos() {
      return nanos;
    }

    long bytes() {
      return bytes;
    }

    /// Reads that found the end of the stream.
    long ends() {
      return ends;
    }
  }
}
