package dev.muxscope.benchmarks.jmh;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
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
  private final RequestParser parser = new RequestParser(server.parserLimits());
  private final ReplyWriter replies = new ReplyWriter();

  /// Answers the requests.
  ///
  /// @param in whole requests, whose replies fit into one batch
  /// @return how many bytes the replies have
  int process(ByteBuffer in) {
    in.rewind();
    replies.clear();
    server.process(session, parser, in, replies);
    return replies.size();
  }
}
