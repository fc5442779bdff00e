package dev.muxscope.client.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// Sends batches of a mix. Each is made in a buffer that all connections share; only what the
/// kernel does not take at once is kept, in a buffer that exists no longer than that, and that
/// doubles, so that a server's backlog does not keep the thread busy with copying.
final class MixOutbox implements Outbox {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final MixedRequests requests;

  /// From its position to its limit; there may be room behind.
  private ByteBuffer left = NOTHING;

  MixOutbox(MixedRequests requests) {
    this.requests = requests;
  }

  @Override
  public boolean send(SocketChannel channel) throws IOException {
    ByteBuffer batch = requests.nextBatch();
    if (!left.hasRemaining()) {
      channel.write(batch);
    }
    if (batch.hasRemaining()) {
      keep(batch);
    }
    return !left.hasRemaining();
  }

  private void keep(ByteBuffer batch) {
    if (left.capacity() - left.limit() < batch.remaining()) {
      makeRoom(batch.remaining());
    }
    int end = left.limit();
    left.limit(end + batch.remaining()).put(end, batch, batch.position(), batch.remaining());
  }

  private void makeRoom(int bytes) {
    long doubled = 2L * left.remaining() + bytes;
    left = ByteBuffer.allocateDirect((int) Math.min(doubled, Integer.MAX_VALUE)).put(left).flip();
  }

  @Override
  public boolean write(SocketChannel channel) throws IOException {
    channel.write(left);
    if (left.hasRemaining()) {
      return false;
    }
    left = NOTHING;
    return true;
  }
}
