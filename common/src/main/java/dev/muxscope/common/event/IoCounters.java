package dev.muxscope.common.event;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What a server's connections did, counted since its start. Any thread may count and read.
///
/// The same counters serve every mode, so that they cost each the same.
public final class IoCounters {

  /// Calls of select; none in the blocking modes.
  public final LongAdder selects = new LongAdder();

  /// Reads issued by the server. What the JDK does beneath a blocking read is not counted.
  public final LongAdder reads = new LongAdder();

  /// Reads that found nothing.
  public final LongAdder emptyReads = new LongAdder();

  /// Times that replies were handed to the kernel; a long one may take it several writes.
  public final LongAdder writes = new LongAdder();

  /// Times that the kernel took only a part of replies when they were first written.
  public final LongAdder partialWrites = new LongAdder();

  /// Bytes received.
  public final LongAdder bytesRead = new LongAdder();

  /// Bytes handed to the kernel.
  public final LongAdder bytesWritten = new LongAdder();

  /// Connections taken in.
  public final LongAdder admitted = new LongAdder();

  /// Connections refused because there were too many.
  public final LongAdder refused = new LongAdder();

  /// Connections on which TLS was not agreed on.
  public final LongAdder failedHandshakes = new LongAdder();

  /// Passwords that were wrong.
  public final LongAdder wrongPasswords = new LongAdder();

  /// Connections closed because they kept the server waiting or left too much unread.
  public final LongAdder late = new LongAdder();

  /// Connections closed because the buffers of all together held too much.
  public final LongAdder evicted = new LongAdder();

  /// Requests of which a command was executed.
  public final LongAdder commands = new LongAdder();

  /// Requests refused before any command was executed.
  public final LongAdder refusedRequests = new LongAdder();

  /// What each had counted at the last [#reset].
  private final Map<LongAdder, Long> before = new ConcurrentHashMap<>();

  /// Counters at zero.
  public IoCounters() {}

  /// Connections accepted, refused ones included.
  public long accepts() {
    return admitted.sum() + refused.sum();
  }

  /// Requests answered, refused ones included.
  public long requests() {
    return commands.sum() + refusedRequests.sum();
  }

  /// What a counter of these has counted since the last [#reset].
  public long sinceReset(LongAdder counter) {
    // First what it had then, or with a reset in between it would seem to have counted backwards.
    long base = before.getOrDefault(counter, 0L);
    return counter.sum() - base;
  }

  /// Has `INFO` begin anew with what counts work; `CONFIG RESETSTAT`. The counters go on, since
  /// recordings tell of a server from its start.
  public void reset() {
    for (LongAdder each :
        new LongAdder[] {
          selects,
          reads,
          emptyReads,
          writes,
          partialWrites,
          bytesRead,
          bytesWritten,
          admitted,
          refused,
          failedHandshakes,
          wrongPasswords,
          late,
          evicted,
          commands,
          refusedRequests
        }) {
      before.put(each, each.sum());
    }
  }
}
