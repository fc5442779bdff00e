package dev.muxscope.common.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// Hands bytes on as they are. What it keeps belongs to the thread that reads.
final class PlainTransport implements Transport {

  private final SocketChannel channel;

  /// Asked for what has arrived; a socket makes a new one each time.
  private @Nullable InputStream arrived;

  PlainTransport(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return channel.write(from);
  }

  @Override
  public boolean hasArrived() throws IOException {
    InputStream stream = arrived;
    if (stream == null) {
      stream = channel.socket().getInputStream();
      arrived = stream;
    }
    return stream.available() > 0;
  }

  /// The end of the stream says it.
  @Override
  public void endOutput() {}

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
