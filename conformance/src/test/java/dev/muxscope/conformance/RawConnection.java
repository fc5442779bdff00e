package dev.muxscope.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Arrays;

/// A TCP connection that knows nothing of the protocol: it sends bytes and demands bytes.
///
/// Each [#send(byte[])] is a write of its own with `TCP_NODELAY`. Failed demands throw
/// [AssertionError]s that show what came instead. One thread at a time uses it.
final class RawConnection implements AutoCloseable {

  /// How long a demanded reply may take; only a hanging server meets it.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Socket socket;
  private final byte[] chunk = new byte[64 * 1024];

  RawConnection(InetSocketAddress server) throws IOException {
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(server, (int) PATIENCE.toMillis());
  }

  /// The address that the server knows this connection by, such as `127.0.0.1:54321`.
  String name() {
    return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  /// Writes all of `bytes`.
  ///
  /// @throws IOException if the server has closed the connection
  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// Writes text with [Escapes].
  void send(String escaped) throws IOException {
    send(Escapes.decode(escaped));
  }

  /// Reads until `expectation` is fulfilled, and returns what was read, one character a byte.
  String expect(Expectation expectation) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    StringBuilder received = new StringBuilder();
    while (true) {
      switch (expectation.check(received.toString())) {
        case COMPLETE -> {
          return received.toString();
        }
        case WRONG ->
            throw new AssertionError("wrong reply " + expectation.difference(received.toString()));
        case NEEDS_MORE -> readMore(expectation, received, deadline);
      }
    }
  }

  /// Reads exactly the bytes that `escaped` stands for.
  void expect(String escaped) throws IOException {
    expect(Expectation.exactly(Escapes.decode(escaped)));
  }

  /// Reads the bytes that `escaped` stands for so many times, and no more.
  void expectRepeated(String escaped, int times) throws IOException {
    byte[] once = Escapes.decode(escaped);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long all = (long) once.length * times;
    long seen = 0;
    while (seen < all) {
      int count = read(deadline);
      for (int i = 0; i < count; i++, seen++) {
        if (seen == all || chunk[i] != once[(int) (seen % once.length)]) {
          throw new AssertionError("wrong reply at byte " + seen + ": " + shownChunk(count));
        }
      }
      if (count <= 0) {
        throw new AssertionError("only " + seen + " of " + all + " bytes");
      }
    }
  }

  /// Reads so many bytes, one character each.
  String read(int bytes) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    StringBuilder received = new StringBuilder();
    while (received.length() < bytes) {
      int count = read(deadline);
      if (count <= 0) {
        throw new AssertionError("only " + received.length() + " of " + bytes + " bytes");
      }
      for (int i = 0; i < count; i++) {
        received.append((char) (chunk[i] & 0xff));
      }
    }
    return received.toString();
  }

  /// Reads so many lines, whatever they say.
  void readLines(int lines) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int seen = 0;
    while (seen < lines) {
      int count = read(deadline);
      if (count <= 0) {
        throw new AssertionError("only " + seen + " of " + lines + " lines");
      }
      for (int i = 0; i < count; i++) {
        seen += chunk[i] == '\n' ? 1 : 0;
      }
    }
  }

  /// Reads so many bytes, whatever they are.
  void skip(long bytes) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long left = bytes;
    while (left > 0) {
      int count = read(deadline);
      if (count <= 0) {
        throw new AssertionError(left + " of " + bytes + " bytes are missing");
      }
      left -= count;
    }
  }

  private void readMore(Expectation expectation, StringBuilder received, long deadline)
      throws IOException {
    int count = read(deadline);
    if (count <= 0) {
      String what =
          count == 0 ? "no more within " + PATIENCE.toSeconds() + " s " : "connection closed ";
      throw new AssertionError(what + expectation.difference(received.toString()));
    }
    for (int i = 0; i < count; i++) {
      received.append((char) (chunk[i] & 0xff));
    }
  }

  /// Whether something has come that was not read.
  boolean hasArrived() throws IOException {
    return socket.getInputStream().available() > 0;
  }

  /// Demands that the server closes the connection and sends nothing more.
  void expectClosed() throws IOException {
    int count = read(System.nanoTime() + PATIENCE.toNanos());
    if (count == 0) {
      throw new AssertionError("still open after " + PATIENCE.toSeconds() + " s, should be closed");
    }
    if (count > 0) {
      throw new AssertionError("should be closed, but sends " + shownChunk(count));
    }
  }

  /// Demands that for so long nothing arrives and the connection stays open.
  void expectSilence(Duration time) throws IOException {
    int count = read(System.nanoTime() + time.toNanos());
    if (count != 0) {
      throw new AssertionError(
          count < 0
              ? "closed, should be open"
              : "should be silent, but sends " + shownChunk(count));
    }
  }

  /// Demands that nothing has arrived up to now; costs no waiting.
  void expectNothingArrived() throws IOException {
    if (socket.getInputStream().available() > 0) {
      expectSilence(Duration.ofMillis(1));
    }
  }

  /// Reads until the server closes or what was read ends with `end`.
  Received readUntil(byte[] end) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    int count = 1;
    while (count > 0 && !endsWith(received, end)) {
      count = read(deadline);
      received.write(chunk, 0, Math.max(count, 0));
    }
    if (count == 0) {
      throw new AssertionError(
          "neither closed nor complete, only " + Escapes.encode(received.toByteArray()));
    }
    return new Received(Escapes.latin1(received.toByteArray()), count < 0);
  }

  /// What [#readUntil(byte[])] read, one character a byte, and whether the server closed.
  record Received(String latin1, boolean closed) {}

  private static boolean endsWith(ByteArrayOutputStream received, byte[] end) {
    return end.length > 0 && Escapes.latin1(received.toByteArray()).endsWith(Escapes.latin1(end));
  }

  /// Tells the server that no more requests come; replies can still be read.
  void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /// Closes with a reset, so that thousands of short connections leave no ports in `TIME_WAIT`.
  void abort() throws IOException {
    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// Reads into the chunk: a count, 0 when the time is over, -1 when closed, be it by a reset.
  private int read(long deadline) throws IOException {
    long millis = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
    socket.setSoTimeout((int) millis);
    try {
      return socket.getInputStream().read(chunk);
    } catch (SocketTimeoutException _) {
      return 0;
    } catch (SocketException _) {
      return -1;
    }
  }

  private String shownChunk(int count) {
    return Escapes.encode(Arrays.copyOf(chunk, count));
  }
}
