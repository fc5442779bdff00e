package dev.muxscope.benchmarks.side;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A client in a process of its own, whose connections were answered once and then say nothing. It
/// reads how many there shall be, line by line, and says when there are; it ends with its input.
///
/// Owned by the main thread.
public final class IdleHolder {

  private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int PONG_BYTES = "+PONG\r\n".length();

  private final InetSocketAddress server;
  private final List<SocketChannel> held = new ArrayList<>();
  private final ByteBuffer request = ByteBuffer.allocateDirect(PING.length).put(PING).flip();
  private final ByteBuffer reply = ByteBuffer.allocateDirect(PONG_BYTES);

  private IdleHolder(InetSocketAddress server) {
    this.server = server;
  }

  /// Holds connections until its input ends.
  ///
  /// @param args the port of the server, at the loopback address
  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    IdleHolder holder =
        new IdleHolder(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    BufferedReader counts =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = counts.readLine(); line != null; line = counts.readLine()) {
      holder.holdUpTo(Integer.parseInt(line));
      System.out.println(holding(holder.held.size()));
    }
  }

  /// What it says when it holds so many.
  static String holding(int count) {
    return "holding " + count;
  }

  private void holdUpTo(int count) throws IOException {
    while (held.size() < count) {
      SocketChannel channel = SocketChannel.open(server);
      held.add(channel);
      ask(channel);
    }
  }

  private void ask(SocketChannel channel) throws IOException {
    request.rewind();
    while (request.hasRemaining()) {
      channel.write(request);
    }
    reply.clear();
    while (reply.hasRemaining()) {
      if (channel.read(reply) < 0) {
        throw new IOException("the server has closed connection " + held.size());
      }
    }
    if (reply.get(0) != '+') {
      throw new IOException("the server does not answer PING on connection " + held.size());
    }
  }
}
