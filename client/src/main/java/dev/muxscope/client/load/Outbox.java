package dev.muxscope.client.load;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/// What a connection has to send. It knows the bytes; the connection knows when.
///
/// Owned by the loop's thread.
sealed interface Outbox permits PatternOutbox, MixOutbox {

  /// Makes the outboxes of a thread's connections, which share what can be shared.
  @FunctionalInterface
  interface Source {
    Outbox newOutbox();
  }

  /// What a thread sends.
  ///
  /// @param thread counted from 0
  static Source source(LoadOptions options, int thread) {
    Content content = options.content();
    int pipeline = options.pace().pipeline();
    if (content.mix().isPresent()) {
      var requests = new MixedRequests(content.mix().get(), content.payload(), pipeline, thread);
      return () -> new MixOutbox(requests);
    }
    var pattern = new RequestPattern(content.encodedRequest(), pipeline);
    return () -> new PatternOutbox(pattern);
  }

  /// Adds a batch behind what is left, and writes, unless something is.
  ///
  /// @return whether nothing is left
  boolean send(SocketChannel channel) throws IOException;

  /// Writes what is left until the kernel takes no more.
  ///
  /// @return whether nothing is left
  boolean write(SocketChannel channel) throws IOException;
}
