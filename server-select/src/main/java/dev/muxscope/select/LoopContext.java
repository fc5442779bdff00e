package dev.muxscope.select;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.Turn;
import dev.muxscope.common.transport.Transport;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What the connections of one loop use in turn, so that an idle connection owns none of it.
/// Belongs to the loop's thread, but for the number of connections.
final class LoopContext {

  private static final int READ_BYTES = 256 * 1024;

  /// Writers that are direct, and kept for later batches. While handlers block there may be more,
  /// each dropped when its batch is back.
  static final int MAX_SPARES = 64;

  private final EventLoop loop;
  private final Server server;
  private final Workers workers;
  private final ByteBuffer input = ByteBuffer.allocateDirect(READ_BYTES);
  private final ReplyWriter replies = new ReplyWriter();
  private final Deque<ReplyWriter> spares = new ArrayDeque<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Turn turn;

  private int sparesMade;

  /// Null once it was given away, until it is asked for.
  private @Nullable PartialInput emptyPartial;

  LoopContext(EventLoop loop, Server server, Workers workers) {
    this.loop = loop;
    this.server = server;
    this.workers = workers;
    this.turn = new Turn(workers.handOver());
  }

  EventLoop loop() {
    return loop;
  }

  Server server() {
    return server;
  }

  /// Who executes what this loop does not.
  Workers workers() {
    return workers;
  }

  /// Notes a connection that is on its way to this loop; from any thread.
  void expect() {
    connections.incrementAndGet();
  }

  /// Lets a connection of this loop go.
  void release(Session session, String reason) {
    connections.decrementAndGet();
    server.release(session, reason);
  }

  /// Lets a connection of this loop go and ends it; whatever that throws, its socket is closed.
  void close(Session session, Transport transport, String reason) {
    try {
      release(session, reason);
      transport.endOutput();
    } finally {
      transport.closeQuietly();
    }
  }

  /// How many connections it has or is to have; from any thread.
  int connections() {
    return connections.get();
  }

  LoopCounts counts() {
    return loop.counts();
  }

  /// Where every read goes to.
  ByteBuffer input() {
    return input;
  }

  /// Where every reply is written.
  ReplyWriter replies() {
    return replies;
  }

  /// What connections use in turn that are not amid a request.
  PartialInput emptyPartial() {
    PartialInput partial = emptyPartial;
    if (partial == null) {
      partial = new PartialInput(server.spareBuffers(), new RequestParser());
      emptyPartial = partial;
    }
    return partial;
  }

  /// Lets a connection keep what [#emptyPartial] returned, which is not empty any more. It takes no
  /// memory to do so, which may be wanting: nobody else is to get what is in it.
  void giveAwayPartial() {
    emptyPartial = null;
  }

  /// How long a connection has worked.
  Turn turn() {
    return turn;
  }

  /// A writer for a batch that is handed over.
  ReplyWriter takeSpare() {
    ReplyWriter spare = spares.poll();
    if (spare != null) {
      return spare;
    }
    if (sparesMade == MAX_SPARES) {
      return ReplyWriter.extra();
    }
    ReplyWriter made = new ReplyWriter();
    sparesMade++;
    return made;
  }

  /// Takes a writer back, and forgets what is in it.
  void giveSpare(ReplyWriter spare) {
    spare.clear();
    if (spare.isDirect()) {
      spares.push(spare);
    }
  }
}
