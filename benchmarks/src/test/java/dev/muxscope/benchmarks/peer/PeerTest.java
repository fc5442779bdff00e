package dev.muxscope.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Peers have to do the work that they are compared for. Their threads end with the tests' JVM.
@Timeout(60)
class PeerTest {

  private static final String PING = "*1\r\n$4\r\nPING\r\n";

  static List<Peer> all() {
    return Peer.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void answers(Peer peer) throws IOException, InterruptedException {
    try (Socket client = connect(peer)) {
      assertEquals("+PONG\r\n", answer(client, PING, 7));
      assertEquals("$-1\r\n", answer(client, "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n", 5));
      assertEquals("+OK\r\n", answer(client, "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2\r\nab\r\n", 5));
      assertEquals("$2\r\nab\r\n", answer(client, "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n", 8));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void answersPipelinesThatComeInPieces(Peer peer) throws IOException, InterruptedException {
    String value = "v".repeat(300_000);
    String set = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$" + value.length() + "\r\n" + value + "\r\n";
    String get = "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n";
    String expected = "+OK\r\n" + "+PONG\r\n".repeat(2) + "$300000\r\n" + value + "\r\n";
    try (Socket client = connect(peer)) {
      String requests = set + PING + PING + get;
      for (int at : new int[] {1, 40_000, requests.length() - 30}) {
        client
            .getOutputStream()
            .write(requests.substring(0, at).getBytes(StandardCharsets.US_ASCII));
        Thread.sleep(20);
        assertEquals(expected, answer(client, requests.substring(at), expected.length()));
      }
    }
  }

  private static Socket connect(Peer peer) throws IOException, InterruptedException {
    String obstacle = peer.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> peer + " is not available here: " + obstacle);
    BlockingQueue<InetSocketAddress> listening = new ArrayBlockingQueue<>(1);
    Thread server =
        new Thread(() -> {
          try {
            peer.serve(0, listening::add);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    server.setDaemon(true);
    server.start();
    InetSocketAddress address = listening.poll(30, TimeUnit.SECONDS);
    return new Socket(address.getAddress(), address.getPort());
  }

  private static String answer(Socket client, String request, int length) throws IOException {
    client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return new String(client.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
  }
}
