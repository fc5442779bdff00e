package dev.muxscope.benchmarks.jmh;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.RequestProcessor.HandOver;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
import dev.muxscope.common.server.Turn;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// All that a request goes through in every mode, but for the sockets: parse, look up, execute,
/// reply.
///
/// Belongs to one thread.
final class RequestPath {

  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  private final Server server =
      new Server("benchmark", ServerOptions.defaults(), List.of(), Optional.empty());
  private final Session session = server.admit(ADDRESS, ADDRESS).orElseThrow();
  private final RequestParser parser = new RequestParser();
  private final ReplyWriter replies = new ReplyWriter();
  private final Turn turn = new Turn(HandOver.NONE);

  /// Answers the requests.
  ///
  /// @param in whole requests, whose replies fit into one batch
  /// @return how many bytes the replies have
  int process(ByteBuffer in) {
    in.rewind();
    replies.clear();
    turn.begin();
    server.process(session, parser, in, replies, turn);
    return replies.size();
  }
}
