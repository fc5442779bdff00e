package dev.muxscope.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes requests out of the bytes where they lie, makes objects of keys, values and lengths only,
/// and writes all replies to what one read brought into one buffer. Belongs to the event loop's
/// thread, as the map does.
final class LeanHandler extends ChannelInboundHandlerAdapter {

  private static final byte[] PONG = ascii("+PONG\r\n");
  private static final byte[] OK = ascii("+OK\r\n");
  private static final byte[] NOTHING = ascii("$-1\r\n");
  private static final byte[] UNKNOWN = ascii("-ERR unknown command\r\n");

  private final Map<String, byte[]> store;
  private final LeanRequest request = new LeanRequest();

  /// The bytes of an unfinished request; none between requests.
  private @Nullable ByteBuf partial;

  LeanHandler(Map<String, byte[]> store) {
    this.store = store;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = joined((ByteBuf) message);
    ByteBuf out = context.alloc().ioBuffer();
    while (request.parse(in)) {
      answer(in, out);
    }
    keep(in);
    if (out.isReadable()) {
      ChannelFuture _ = context.write(out, context.voidPromise());
    } else {
      out.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (partial != null) {
      partial.release();
      partial = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    ChannelFuture _ = context.close();
  }

  private ByteBuf joined(ByteBuf arrived) {
    if (partial == null) {
      return arrived;
    }
    ByteBuf joined = partial.writeBytes(arrived);
    arrived.release();
    partial = null;
    return joined;
  }

  private void keep(ByteBuf in) {
    if (in.isReadable()) {
      partial = in.discardReadBytes();
    } else {
      in.release();
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
