package dev.muxscope.lab.drill;

import dev.muxscope.lab.FreeMemory;
import dev.muxscope.lab.ProcFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Connections that were answered once and then say nothing.
///
/// Owned by the drill's thread.
final class IdleSockets implements AutoCloseable {

  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int PONG_BYTES = "+PONG\r\n".length();
  private static final int TIMEOUT_MILLIS = 5_000;

  /// Descriptors left to the JVM, the children's pipes and files.
  private static final int SPARE = 500;

  /// Memory left to everybody else.
  private static final double SPARE_BYTES = 1 << 30;

  /// What fewer cost, or do not cost, says nothing of thousands.
  static final int FEWEST_TO_TELL = 1_000;

  private static final int MEMORY_STEP = 250;

  private final InetSocketAddress server;
  private final int most = most();
  private final List<Socket> sockets = new ArrayList<>();
  private String obstacle = "";

  IdleSockets(InetSocketAddress server) {
    this.server = server;
  }

  /// How many this process may have; as many as anybody wants where nothing tells.
  private static int most() {
    return Math.clamp(ProcFiles.openFiles().orElse(Long.MAX_VALUE) - SPARE, 1, Integer.MAX_VALUE);
  }

  /// Opens some more, until there are `count`, or the machine gives no more, or it is `deadline`.
  ///
  /// @param deadline in [System#nanoTime]
  void openUpTo(int count, long deadline) {
    while (sockets.size() < count && obstacle.isEmpty()) {
      if (System.nanoTime() - deadline >= 0) {
        obstacle = "the time for opening was over";
      } else if (sockets.size() >= most) {
        obstacle = "a process may open no more files here";
      } else if (sockets.size() % MEMORY_STEP == 0 && FreeMemory.bytes() < SPARE_BYTES) {
        obstacle = "memory became short";
      } else {
        open();
      }
    }
  }

  // A socket that was opened is closed with the others.
  @SuppressWarnings("resource")
  private void open() {
    Socket socket = new Socket();
    sockets.add(socket);
    try {
      socket.connect(server, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(PING);
      byte[] reply = socket.getInputStream().readNBytes(PONG_BYTES);
      if (reply.length < PONG_BYTES || reply[0] != '+') {
        throw new IOException("the server took no more");
      }
    } catch (IOException e) {
      obstacle = String.valueOf(e.getMessage());
      sockets.removeLast();
      closeQuietly(socket);
    }
  }

  /// Closes some, until no more than `count` are open, which are as many as are wanted now.
  void closeDownTo(int count) {
    if (sockets.size() >= count) {
      obstacle = "";
    }
    while (sockets.size() > count) {
      closeQuietly(sockets.removeLast());
    }
  }

  int count() {
    return sockets.size();
  }

  /// Why there are not more; empty if there are as many as were wanted.
  String obstacle() {
    return obstacle;
  }

  @Override
  public void close() {
    sockets.forEach(IdleSockets::closeQuietly);
    sockets.clear();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone, which is all that was wanted.
    }
  }
}
