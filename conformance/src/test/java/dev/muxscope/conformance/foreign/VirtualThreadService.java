package dev.muxscope.conformance.foreign;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Echoes by a virtual thread for each connection; may be told to burn CPU for each request.
public final class VirtualThreadService {

  private final long burnNanos;

  private VirtualThreadService(long burnNanos) {
    this.burnNanos = burnNanos;
  }

  /// Runs until standard input ends.
  ///
  /// @param args the milliseconds of CPU time a request takes
  public static void main(String[] args) throws IOException {
    var service = new VirtualThreadService(Long.parseLong(args[0]) * 1_000_000);
    var listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().name("acceptor").daemon().start(() -> service.accept(listener));
    Life.live(listener.getLocalPort());
  }

  private void accept(ServerSocket listener) {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.startVirtualThread(() -> echo(socket));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void echo(Socket socket) {
    try (socket) {
      byte[] buffer = new byte[512];
      for (int n = socket.getInputStream().read(buffer);
          n > 0;
          n = socket.getInputStream().read(buffer)) {
        burn();
        socket.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  private void burn() {
    for (long end = System.nanoTime() + burnNanos; System.nanoTime() < end; ) {
      Thread.onSpinWait();
    }
  }
}
