package dev.muxscope.select;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.muxscope.common.server.RunningServer;
import java.io.IOException;
import java.net.Socket;

/// A client that sends and reads bytes as it is told, one character a byte.
final class RawClient implements AutoCloseable {

  /// So small that the kernel soon takes no more for a client that does not read.
  private static final int RECEIVE_BYTES = 8 * 1024;

  private static final int PATIENCE_MILLIS = 15_000;

  private final Socket socket = new Socket();

  RawClient(RunningServer server) throws IOException {
    socket.setReceiveBufferSize(RECEIVE_BYTES);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(server.address());
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return this;
  }

  void expect(String text) throws IOException {
    byte[] bytes = socket.getInputStream().readNBytes(text.length());
    // Not assertEquals at once, which would print megabytes.
    if (!new String(bytes, ISO_8859_1).equals(text)) {
      assertEquals(shortened(text), shortened(new String(bytes, ISO_8859_1)));
    }
  }

  void expectEnd() throws IOException {
    assertEquals(-1, socket.getInputStream().read());
  }

  /// Reads a line, without its end.
  String line() throws IOException {
    var line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c != '\r'; c = socket.getInputStream().read()) {
      assertNotEquals(-1, c, "the end after: " + line);
      line.append((char) c);
    }
    assertEquals('\n', socket.getInputStream().read());
    return line.toString();
  }

  boolean hasNothingToRead() throws IOException {
    return socket.getInputStream().available() == 0;
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /// Ends the connection as a crash would.
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static String shortened(String text) {
    return text.length() + " bytes, " + text.substring(0, Math.min(100, text.length())).strip();
  }
}
