package dev.muxscope.common.server;

import java.io.IOException;
import java.net.InetSocketAddress;

/// A server that takes connections. Safe for all threads.
public interface RunningServer extends AutoCloseable {

  /// Where it listens, with the port that it really has.
  InetSocketAddress address();

  /// Stops in good order: takes no more connections, answers the requests that have arrived whole,
  /// sends the replies, closes. Returns when that is done or [ServerOptions#grace] is over. Again
  /// and again does no harm.
  @Override
  void close() throws IOException;

  /// Waits until the server has stopped, by [#close] or because it failed.
  void awaitStop() throws InterruptedException;
}
