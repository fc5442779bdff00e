package dev.muxscope.client.load;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/// Sends the same batch over and over: all there is to keep is how many bytes are owed.
final class PatternOutbox implements Outbox {

  private final RequestPattern pattern;
  private long owed;

  PatternOutbox(RequestPattern pattern) {
    this.pattern = pattern;
  }

  @Override
  public boolean send(SocketChannel channel) throws IOException {
    boolean blocked = owed > 0;
    owed += pattern.batchBytes();
    return !blocked && write(channel);
  }

  @Override
  public boolean write(SocketChannel channel) throws IOException {
    owed = pattern.write(channel, owed);
    return owed == 0;
  }
}
