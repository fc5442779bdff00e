package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// The test plays the server: what it does wrong must be found.
class RawConnectionTest {

  private static final Duration A_MOMENT = Duration.ofMillis(10);

  private ServerSocket listener;
  private RawConnection connection;
  private Socket server;

  @BeforeEach
  void connect() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    connection = new RawConnection((InetSocketAddress) listener.getLocalSocketAddress());
    server = listener.accept();
  }

  @AfterEach
  void disconnect() throws IOException {
    connection.close();
    server.close();
    listener.close();
  }

  @Test
  void readsWhatIsExpectedInAnyPieces() throws IOException {
    reply("+PO");
    reply("NG\\r\\n");
    connection.expect("+PONG\\r\\n");
    connection.expectSilence(A_MOMENT);
  }

  @Test
  void showsAWrongReply() throws IOException {
    reply("-ERR\\r\\n");
    String told = message(() -> connection.expect("+PONG\\r\\n"));
    assertTrue(
        told.contains("expected: +PONG\\r\\n") && told.contains("received: -ERR\\r\\n"), told);
  }

  @Test
  void findsBytesThatAreTooMany() throws IOException {
    reply("+PONG\\r\\n+");
    message(() -> connection.expect("+PONG\\r\\n"));
  }

  @Test
  void findsACloseThatComesTooEarly() throws IOException {
    reply("+PO");
    server.close();
    assertTrue(message(() -> connection.expect("+PONG\\r\\n")).startsWith("connection closed"));
    message(() -> connection.expectSilence(A_MOMENT));
  }

  @Test
  void findsBytesBeforeTheClose() throws IOException {
    reply("+");
    server.close();
    message(connection::expectClosed);
    connection.expectClosed();
  }

  @Test
  void aResetIsACloseToo() throws IOException {
    server.setSoLinger(true, 0);
    server.close();
    connection.expectClosed();
  }

  @Test
  void findsBytesWhereThereShouldBeSilence() throws IOException {
    connection.expectNothingArrived();
    reply("+");
    message(() -> connection.expectSilence(Duration.ofSeconds(5)));
  }

  @Test
  void readsUntilAnEndOrTheClose() throws IOException {
    reply("abc");
    assertEquals(
        new RawConnection.Received("abc", false), connection.readUntil(Escapes.bytes("c")));
    reply("d");
    server.close();
    assertEquals(new RawConnection.Received("d", true), connection.readUntil(Escapes.bytes("c")));
  }

  private void reply(String escaped) throws IOException {
    server.getOutputStream().write(Escapes.decode(escaped));
  }

  private static String message(Executable check) {
    return assertThrows(AssertionError.class, check).getMessage();
  }
}
