package dev.muxscope.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers by [LeanRequests], and writes all replies to what one read brought into one buffer.
/// Belongs to the event loop's thread, as the map does.
final class LeanHandler extends ChannelInboundHandlerAdapter {

  private final LeanRequests requests;

  /// The bytes of an unfinished request; none between requests.
  private @Nullable ByteBuf partial;

  LeanHandler(Map<String, byte[]> store) {
    this.requests = new LeanRequests(store);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = joined((ByteBuf) message);
    ByteBuf out = context.alloc().ioBuffer();
    requests.answerAll(in, out);
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
}
