package dev.muxscope.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes requests out of the bytes where they lie, and makes objects of keys, values and lengths
/// only. Belongs to one thread; the map may be others' too.
final class LeanRequests {

  private static final byte[] PONG = ascii("+PONG\r\n");
  private static final byte[] OK = ascii("+OK\r\n");
  private static final byte[] NOTHING = ascii("$-1\r\n");
  private static final byte[] UNKNOWN = ascii("-ERR unknown command\r\n");

  private final Map<String, byte[]> store;
  private final LeanRequest request = new LeanRequest();

  LeanRequests(Map<String, byte[]> store) {
    this.store = store;
  }

  /// Appends the replies to all whole requests at the reader's index, which moves behind them.
  ///
  /// @throws IllegalArgumentException if the bytes are no request
  void answerAll(ByteBuf in, ByteBuf out) {
    while (request.parse(in)) {
      answer(in, out);
    }
  }

  private void answer(ByteBuf in, ByteBuf out) {
    if (request.is(in, "PING", 1)) {
      out.writeBytes(PONG);
    } else if (request.is(in, "GET", 2)) {
      bulk(store.get(text(in, 1)), out);
    } else if (request.is(in, "SET", 3)) {
      store.put(text(in, 1), ByteBufUtil.getBytes(in, request.start(2), request.length(2)));
      out.writeBytes(OK);
    } else {
      out.writeBytes(UNKNOWN);
    }
  }

  private String text(ByteBuf in, int index) {
    return in.toString(request.start(index), request.length(index), StandardCharsets.ISO_8859_1);
  }

  private static void bulk(byte @Nullable [] value, ByteBuf out) {
    if (value == null) {
      out.writeBytes(NOTHING);
      return;
    }
    out.writeByte('$');
    ByteBufUtil.writeAscii(out, Integer.toString(value.length));
    out.writeShort('\r' << 8 | '\n').writeBytes(value).writeShort('\r' << 8 | '\n');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
