package dev.muxscope.conformance.foreign;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Echoes by a fixed pool of platform threads, each of which blocks in the read of its connection.
///
/// Written in Java 17, since it also runs there.
public final class PlatformPoolService {

  private static final int THREADS = 64;

  private PlatformPoolService() {}

  /// Runs until standard input ends.
  public static void main(String[] args) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(() -> accept(listener, pool), "acceptor");
    acceptor.setDaemon(true);
    acceptor.start();
    Life.live(listener.getLocalPort());
  }

  private static void accept(ServerSocket listener, ExecutorService pool) {
    try {
      while (true) {
        Socket socket = listener.accept();
        pool.execute(() -> echo(socket));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void echo(Socket socket) {
    try (Socket open = socket) {
      byte[] buffer = new byte[512];
      for (int n = open.getInputStream().read(buffer);
          n > 0;
          n = open.getInputStream().read(buffer)) {
        open.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException e) {
      System.err.println(e);
    }
  }
}
