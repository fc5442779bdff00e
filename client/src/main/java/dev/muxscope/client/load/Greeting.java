package dev.muxscope.client.load;

import dev.muxscope.client.Credentials;
import dev.muxscope.client.ReplySkipper;
import java.io.IOException;
import java.nio.ByteBuffer;

/// What a connection says first: the password, if there is one, and a `PING`. Immutable.
///
/// @param bytes whole, and not to be read from directly
/// @param replies how many it is answered by
record Greeting(ByteBuffer bytes, int replies) {

  private static final byte[] PING = Content.of("PING").encodedRequest();

  static Greeting of(Credentials credentials) {
    byte[] password = credentials.request();
    ByteBuffer bytes = ByteBuffer.allocateDirect(password.length + PING.length);
    bytes.put(password).put(PING).flip();
    return new Greeting(bytes, password.length == 0 ? 1 : 2);
  }

  /// Checks the replies.
  ///
  /// @throws IOException if the server does not let the connection in
  void requireWelcome(ReplySkipper replies) throws IOException {
    if (replies.errors() == 0) {
      return;
    }
    if (replies.errorSample().startsWith("NOAUTH")) {
      throw new IOException("the server wants a password");
    }
    throw refusal(replies);
  }

  /// Why the connection ended before all replies came: what the server said, if it said anything,
  /// as when it has too many clients.
  static IOException whyEnded(ReplySkipper replies, IOException end) {
    return replies.errors() > 0 ? refusal(replies) : end;
  }

  private static IOException refusal(ReplySkipper replies) {
    return new IOException("the server refuses: " + replies.errorSample());
  }
}
