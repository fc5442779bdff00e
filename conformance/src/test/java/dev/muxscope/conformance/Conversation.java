package dev.muxscope.conformance;

import dev.muxscope.conformance.RandomRequests.Pipeline;
import java.io.IOException;
import java.net.InetSocketAddress;

/// A random pipeline and what comes back, on a connection of its own and from an empty store.
final class Conversation {

  private static final byte[] HELLO_3 = Escapes.bytes("HELLO 3\r\n");
  private static final byte[] HELLO_END = Escapes.bytes("modules\r\n*0\r\n");
  private static final byte[] LAST_REQUEST = Escapes.bytes("\r\nECHO \"the very last\"\r\n");
  private static final byte[] LAST_REPLY = Escapes.bytes("\r\nthe very last\r\n");
  private static final byte[] NEVER = {};

  private Conversation() {}

  static RawConnection.Received hold(InetSocketAddress server, Pipeline pipeline, Delivery delivery)
      throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      connection.send("FLUSHALL\\r\\n");
      connection.expect("+OK\\r\\n");
      if (pipeline.resp3()) {
        connection.send(HELLO_3);
        connection.readUntil(HELLO_END);
      }
      boolean cutOff = pipeline.ending() == RandomRequests.Ending.CUT_OFF;
      send(connection, delivery.cut(pipeline.bytes(), 0), cutOff);
      RawConnection.Received received = connection.readUntil(cutOff ? NEVER : LAST_REPLY);
      connection.abort();
      return new RawConnection.Received(asIfAtOnce(received.latin1()), received.closed());
    }
  }

  /// Replies with the times to live of [RandomRequests] as they were before time passed.
  private static String asIfAtOnce(String replies) {
    return replies
        .replaceAll(":999\\d\r\n", ":10000\r\n")
        .replaceAll(":1999\\d\r\n", ":20000\r\n")
        .replaceAll(":999999\\d\r\n", ":10000000\r\n");
  }

  /// Ends a pipeline with a request whose reply is known, or with the end of the stream in the
  /// midst of it.
  private static void send(RawConnection connection, Iterable<byte[]> pieces, boolean cutOff) {
    try {
      for (byte[] piece : pieces) {
        connection.send(piece);
      }
      if (cutOff) {
        connection.shutdownOutput();
      } else {
        connection.send(LAST_REQUEST);
      }
    } catch (IOException _) {
      // The server closed because of what it got up to here; its replies can still be read.
    }
  }
}
