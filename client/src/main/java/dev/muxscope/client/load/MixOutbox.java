package dev.muxscope.client.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// Sends batches of a mix. Each is made in a buffer that all connections share; only what the
/// kernel does not take at once is kept, in a buffer that exists no longer than that.
final class MixOutbox implements Outbox {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final MixedRequests requests;
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
    ByteBuffer longer = ByteBuffer.allocateDirect(left.remaining() + batch.remaining());
    left = longer.put(left).put(batch).flip();
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
