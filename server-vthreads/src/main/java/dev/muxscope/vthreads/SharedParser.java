package dev.muxscope.vthreads;

import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.Server;

/// A parser that connections use in turn. One that is amid a request keeps it, and the next gets
/// another. For one thread at a time.
final class SharedParser {

  private final Server server;
  private RequestParser parser;

  /// @param server whose limits parsers begin with
  SharedParser(Server server) {
    this.server = server;
    this.parser = new RequestParser(server.parserLimits());
  }

  /// The parser, between two requests.
  RequestParser lend() {
    // The last connection may have been closed amid a request.
    parser.reset();
    return parser;
  }

  /// Lets a connection keep the parser that it is amid a request with.
  ///
  /// @param used what [#lend] returned, now or at an earlier request
  /// @return the same
  @SuppressWarnings("ReferenceEquality") // Which parser it is decides.
  RequestParser giveAway(RequestParser used) {
    if (used == parser) {
      parser = new RequestParser(server.parserLimits());
    }
    return used;
  }
}
