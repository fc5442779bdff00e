package dev.muxscope.vthreads;

import dev.muxscope.common.protocol.ReplyWriter;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Reply writers that are lent to a connection while it answers, so that one that waits owns none.
/// As many are kept as answer at the same time, but no more than there are slots. Safe for all
/// threads; to lend and to take back allocates nothing.
final class ReplyWriters {

  private static final int SLOTS = 64;

  private final AtomicReferenceArray<ReplyWriter> idle = new AtomicReferenceArray<>(SLOTS);

  /// An empty writer, to be given back.
  ReplyWriter take() {
    for (int i = 0; i < SLOTS; i++) {
      if (idle.get(i) != null) {
        ReplyWriter writer = idle.getAndSet(i, null);
        if (writer != null) {
          return writer;
        }
      }
    }
    return new ReplyWriter();
  }

  /// Gives a writer back; what is in it is forgotten.
  void give(ReplyWriter writer) {
    writer.clear();
    for (int i = 0; i < SLOTS; i++) {
      if (idle.get(i) == null && idle.compareAndSet(i, null, writer)) {
        return;
      }
    }
  }
}
