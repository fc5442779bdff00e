package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.lab.ServerInfo.Facts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServerInfoTest {

  @Test
  void takesTheFiguresOfAnInfo() {
    assertEquals(
        Map.of("total_reads", 17.0, "direct_bytes", 0.0),
        ServerInfo.parse(
            "# Stats\r\ntotal_reads:17\r\n\r\nmode:select\r\ndirect_bytes:0\r\n"
                + "total_allocated_bytes:-1\r\n"));
  }

  @Test
  void figuresGrow() {
    Facts before = new Facts(0, Map.of("a", 5.0));
    Facts after = new Facts(1, Map.of("a", 7.0, "b", 1.0));
    assertEquals(2, after.since(before, "a"));
    assertTrue(Double.isNaN(after.since(before, "b")), "not known before");
  }

  @Test
  void readsAReply() throws IOException {
    assertEquals(Map.of("a", 12.0), answer("$6\r\na:12\r\n\r\n"));
  }

  @Test
  void aServerThatAnswersOtherwiseTellsNothing() throws IOException {
    assertEquals(Map.of(), answer("-ERR unknown command\r\n"));
    assertEquals(Map.of(), answer(""));
    assertEquals(Map.of(), answer("no RESP\r\n"));
  }

  private static Map<String, Double> answer(String reply) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerInfo info =
            ServerInfo.connect(
                new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()),
                Duration.ofSeconds(10))) {
      try (Socket socket = listener.accept()) {
        OutputStream out = socket.getOutputStream();
        out.write(reply.getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        return info.ask().figures();
      }
    }
  }
}
