package dev.muxscope.vthreads;

import dev.muxscope.common.protocol.ReplyWriter;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Reply writers that are lent to a connection while it answers, so that one that waits owns none.
/// There are as many as connections ever answered at the same time. Safe for all threads.
final class ReplyWriters {

  private final ConcurrentLinkedQueue<ReplyWriter> idle = new ConcurrentLinkedQueue<>();

  /// An empty writer, to be given back.
  ReplyWriter take() {
    ReplyWriter writer = idle.poll();
    return writer == null ? new ReplyWriter() : writer;
  }

  /// Gives a writer back; what is in it is forgotten.
  void give(ReplyWriter writer) {
    writer.clear();
    idle.add(writer);
  }
}
