package dev.muxscope.common.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// Hands bytes on as they are, and keeps none.
final class PlainTransport extends Transport {

  /// What is offered of a heap buffer at once. The JDK copies all that it is given of one, however
  /// little the kernel then takes; and for a read it has a direct buffer as large as the room that
  /// is left, which beyond `jdk.nio.maxCachedBufferSize` it makes, clears and frees each time.
  static final int PART_BYTES = 64 * 1024;

  PlainTransport(SocketChannel channel) {
    super(channel);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (into.isDirect() || into.remaining() <= PART_BYTES) {
      return channel().read(into);
    }
    int limit = into.limit();
    into.limit(into.position() + PART_BYTES);
    try {
      return channel().read(into);
    } finally {
      into.limit(limit);
    }
  }

  @Override
  public int readArrived(ByteBuffer into) throws IOException {
    return hasArrived() ? read(into) : 0;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    if (from.isDirect() && !blocksPlatformThread()) {
      return channel().write(from);
    }
    int taken = 0;
    boolean takesMore = true;
    while (takesMore) {
      int offered = Math.min(from.remaining(), PART_BYTES);
      int part = writePart(from, offered);
      taken += part;
      // A socket that blocks returns after each part, for the accounts of what has been taken:
      // beneath a platform thread, the kernel returns only when it has taken all.
      takesMore = part == offered && from.hasRemaining() && !channel().isBlocking();
    }
    return taken;
  }

  private boolean blocksPlatformThread() {
    return channel().isBlocking() && !Thread.currentThread().isVirtual();
  }

  private int writePart(ByteBuffer from, int length) throws IOException {
    int limit = from.limit();
    from.limit(from.position() + length);
    try {
      return channel().write(from);
    } finally {
      from.limit(limit);
    }
  }

  @Override
  public boolean hasArrived() throws IOException {
    return socketHasBytes();
  }

  /// The end of the stream says it.
  @Override
  public void endOutput() {}
}
