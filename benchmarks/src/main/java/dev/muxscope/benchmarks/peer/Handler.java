package dev.muxscope.benchmarks.peer;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.redis.RedisArrayAggregator;
import io.netty.handler.codec.redis.RedisBulkStringAggregator;
import io.netty.handler.codec.redis.RedisDecoder;
import io.netty.handler.codec.redis.RedisEncoder;
import java.util.Locale;
import java.util.Map;

/// What stands between Netty's bytes and the map.
enum Handler {
  /// One handler that takes requests out of the bytes itself.
  LEAN,
  /// Netty's own codec for this protocol, and one handler of its messages.
  CODEC;

  private static final int MAX_ARGUMENTS = 1024;
  private static final int MAX_DEPTH = 1;

  /// Makes up a connection's pipeline.
  void addTo(ChannelPipeline pipeline, Map<String, byte[]> store) {
    switch (this) {
      case LEAN -> pipeline.addLast(new LeanHandler(store));
      case CODEC ->
          pipeline.addLast(
              new RedisDecoder(),
              new RedisBulkStringAggregator(),
              new RedisArrayAggregator(MAX_ARGUMENTS, MAX_DEPTH),
              new RedisEncoder(),
              new CodecHandler(store));
    }
  }

  /// As it is written on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
