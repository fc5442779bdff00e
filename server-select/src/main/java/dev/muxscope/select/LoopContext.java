package dev.muxscope.select;

import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.Server;
import java.nio.ByteBuffer;

/// What the connections of one loop use in turn, so that an idle connection owns none of it.
/// Belongs to the loop's thread.
final class LoopContext {

  private static final int READ_BYTES = 64 * 1024;

  private final EventLoop loop;
  private final Server server;
  private final ByteBuffer input = ByteBuffer.allocateDirect(READ_BYTES);
  private final ReplyWriter replies = new ReplyWriter();
  private RequestParser parser;

  LoopContext(EventLoop loop, Server server) {
    this.loop = loop;
    this.server = server;
    this.parser = new RequestParser(server.limits());
  }

  EventLoop loop() {
    return loop;
  }

  Server server() {
    return server;
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

  /// A parser between two requests.
  RequestParser parser() {
    // The last connection may have been closed amid a request.
    parser.reset();
    return parser;
  }

  /// Lets a connection keep the shared parser, which is amid its request.
  void giveParserAway() {
    parser = new RequestParser(server.limits());
  }
}
