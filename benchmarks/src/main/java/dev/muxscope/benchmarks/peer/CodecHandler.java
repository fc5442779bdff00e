package dev.muxscope.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.redis.ArrayRedisMessage;
import io.netty.handler.codec.redis.ErrorRedisMessage;
import io.netty.handler.codec.redis.FullBulkStringRedisMessage;
import io.netty.handler.codec.redis.RedisMessage;
import io.netty.handler.codec.redis.SimpleStringRedisMessage;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/// Answers the messages of Netty's codec. Belongs to the event loop's thread, as the map does.
final class CodecHandler extends SimpleChannelInboundHandler<ArrayRedisMessage> {

  private final Map<String, byte[]> store;

  CodecHandler(Map<String, byte[]> store) {
    this.store = store;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ArrayRedisMessage request) {
    ChannelFuture _ = context.write(answer(request), context.voidPromise());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    ChannelFuture _ = context.close();
  }

  private RedisMessage answer(ArrayRedisMessage request) {
    String name = text(request, 0).toUpperCase(Locale.ROOT);
    int count = request.children().size();
    if (name.equals("PING") && count == 1) {
      return new SimpleStringRedisMessage("PONG");
    }
    if (name.equals("GET") && count == 2) {
      byte[] value = store.get(text(request, 1));
      return value == null
          ? FullBulkStringRedisMessage.NULL_INSTANCE
          : new FullBulkStringRedisMessage(Unpooled.wrappedBuffer(value));
    }
    if (name.equals("SET") && count == 3) {
      store.put(text(request, 1), ByteBufUtil.getBytes(bytes(request, 2)));
      return new SimpleStringRedisMessage("OK");
    }
    return new ErrorRedisMessage("ERR unknown command");
  }

  private static String text(ArrayRedisMessage request, int index) {
    return bytes(request, index).toString(StandardCharsets.ISO_8859_1);
  }

  private static ByteBuf bytes(ArrayRedisMessage request, int index) {
    return ((FullBulkStringRedisMessage) request.children().get(index)).content();
  }
}
