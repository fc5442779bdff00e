package dev.muxscope.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RespClientTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  @Test
  void callsAndReturnsReplies() throws IOException {
    try (var server = new StubServer((request, _) -> "+" + String.join("|", request) + "\r\n");
        var client = RespClient.connect(server.address().address(), LONG)) {
      assertEquals(new Reply.SimpleString("ECHO|é"), client.call("ECHO", "é"));
      client.send(List.of("A".getBytes(UTF_8)));
      client.send(List.of("B".getBytes(UTF_8)));
      assertEquals(
          List.of(new Reply.SimpleString("A"), new Reply.SimpleString("B")), client.receive(2));
    }
  }

  @Test
  void givesItsPasswordFirst() throws IOException {
    var credentials = Credentials.none().withPassword("geheim".getBytes(UTF_8));
    try (var server = new StubServer((request, _) -> "+" + String.join("|", request) + "\r\n");
        var client = RespClient.connect(server.address().address(), LONG, credentials)) {
      assertEquals(new Reply.SimpleString("PING"), client.call("PING"));
      assertEquals(2, server.requests());
    }
  }

  @Test
  void tellsThatItsPasswordIsWrongAndDoesNotQuoteIt() throws IOException {
    var credentials = Credentials.none().withPassword("geheim".getBytes(UTF_8));
    assertEquals("password=set, tls=false", credentials.toString());
    try (var server = new StubServer((_, _) -> "-WRONGPASS no\r\n")) {
      var address = server.address().address();
      var e =
          assertThrows(
              IOException.class, () -> RespClient.connect(address, LONG, credentials).close());
      assertEquals("the password is not taken: WRONGPASS no", e.getMessage());
    }
  }

  @Test
  void tellsThatTheServerClosed() throws IOException {
    try (var server = new StubServer((_, _) -> StubServer.CLOSE);
        var client = RespClient.connect(server.address().address(), LONG)) {
      assertThrows(EOFException.class, () -> client.call("PING"));
    }
  }

  @Test
  void givesUpAfterTheTimeout() throws IOException {
    try (var server = new StubServer((_, _) -> "");
        var client = RespClient.connect(server.address().address(), Duration.ofMillis(50))) {
      assertThrows(SocketTimeoutException.class, () -> client.call("PING"));
    }
  }

  @Test
  void tellsWhatIsNoResp() throws IOException {
    try (var server = new StubServer((_, _) -> "HTTP/1.1 400 Bad Request\r\n");
        var client = RespClient.connect(server.address().address(), LONG)) {
      var e = assertThrows(IOException.class, () -> client.call("PING"));
      assertEquals("the server's reply is no RESP: no reply starts with 'H'", e.getMessage());
    }
  }
}
