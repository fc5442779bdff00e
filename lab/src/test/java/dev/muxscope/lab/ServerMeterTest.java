package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServerMeterTest {

  /// A server of one connection and one of two wait in different ways.
  @Test
  void holdsNoConnection() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> ends = threads.submit(() -> answer(server) + answer(server));
      ServerMeter meter =
          ServerMeter.of(
              ProcessHandle.current().pid(),
              new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
              Pinning.none(""));
      meter.beginSlowly(System.nanoTime());
      assertEquals(-2, ends.get());
    }
  }

  /// Answers one question; what is read behind it.
  private static int answer(ServerSocket server) throws IOException {
    try (Socket client = server.accept()) {
      client.getOutputStream().write("$5\r\na:1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      int last = client.getInputStream().read();
      while (last >= 0) {
        last = client.getInputStream().read();
      }
      return last;
    }
  }
}
