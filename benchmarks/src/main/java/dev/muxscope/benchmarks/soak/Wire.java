package dev.muxscope.benchmarks.soak;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/// A client's connection: it sends bytes, demands bytes, and counts both. Belongs to the client's
/// thread; only [#cut] is for others.
final class Wire implements AutoCloseable {

  /// How long a reply may take before its request counts as lost.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Other bytes came than those that were due.
  static final class WrongReplyException extends IOException {

    private static final long serialVersionUID = 1L;

    WrongReplyException(String message) {
      super(message);
    }
  }

  private final Socket socket;
  private final Tally tally;
  private final byte[] chunk = new byte[32 << 10];
  private int outstanding;

  /// @param receiveBytes of the kernel's buffer; 0 for its own choice
  Wire(InetSocketAddress server, Tally tally, int receiveBytes) throws IOException {
    this.tally = tally;
    this.socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      if (receiveBytes > 0) {
        socket.setReceiveBufferSize(receiveBytes);
      }
      socket.connect(server, (int) PATIENCE.toMillis());
      socket.setSoTimeout((int) PATIENCE.toMillis());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    tally.opened.increment();
  }

  /// Sends bytes that are no whole request.
  void sendBytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// Sends requests.
  void send(byte[] bytes, int requests) throws IOException {
    socket.getOutputStream().write(bytes);
    outstanding += requests;
    tally.sent.add(requests);
  }

  /// Demands the reply to one request.
  ///
  /// @throws WrongReplyException if others bytes come
  void expect(byte[] reply) throws IOException {
    demand(reply);
    outstanding--;
    if (reply[0] == '-') {
      tally.refused.increment();
    } else {
      tally.answered.increment();
    }
  }

  /// Demands so many times the same reply, all of which may come in one read.
  void expectAll(byte[] replies, int requests) throws IOException {
    demand(replies);
    outstanding -= requests;
    tally.answered.add(requests);
  }

  /// Demands that the connection is refused as a whole.
  void expectRefusal(byte[] error) throws IOException {
    demand(error);
    tally.tooMany.increment();
  }

  /// Demands a message that answers no request.
  void expectMessage(byte[] message) throws IOException {
    demand(message);
    tally.messages.increment();
  }

  /// Demands a number as the reply to one request; returns it.
  int expectInteger() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.isEmpty() || line.charAt(line.length() - 1) != '\n') {
      int one = socket.getInputStream().read();
      if (one < 0) {
        throw new EOFException("the server closed the connection");
      }
      line.append((char) one);
    }
    outstanding--;
    if (!line.toString().matches(":\\d{1,9}\r\n")) {
      tally.wrong.increment();
      throw new WrongReplyException("got " + line.toString().strip() + " instead of a number");
    }
    tally.answered.increment();
    return Integer.parseInt(line, 1, line.length() - 2, 10);
  }

  /// Demands the reply to one request, and takes it at a pace, a pause after each part.
  void expectSlowly(byte[] reply, int pace, int pauseMillis, Stage stage)
      throws IOException, InterruptedException {
    int seen = 0;
    while (seen < reply.length && !stage.isOver()) {
      seen = demandPart(reply, seen, pace);
      stage.pause(pauseMillis);
    }
    if (seen == reply.length) {
      outstanding--;
      tally.answered.increment();
    }
  }

  private void demand(byte[] wanted) throws IOException {
    int seen = 0;
    while (seen < wanted.length) {
      seen = demandPart(wanted, seen, chunk.length);
    }
  }

  /// Reads up to `most` bytes of those that are due; returns how many of all have been seen.
  private int demandPart(byte[] wanted, int seen, int most) throws IOException {
    int length = read(Math.min(most, wanted.length - seen));
    if (length < 0) {
      throw new EOFException("the server closed the connection");
    }
    if (!Arrays.equals(chunk, 0, length, wanted, seen, seen + length)) {
      tally.wrong.increment();
      outstanding = Math.max(0, outstanding - 1);
      throw new WrongReplyException(
          "got %s instead of %s".formatted(shown(chunk, 0, length), shown(wanted, seen, length)));
    }
    return seen + length;
  }

  /// Reads some bytes, whatever they are; -1 at the end of input.
  int read(int most) throws IOException {
    return socket.getInputStream().read(chunk, 0, Math.min(most, chunk.length));
  }

  /// Whether something can be read now.
  boolean hasArrived() throws IOException {
    return socket.getInputStream().available() > 0;
  }

  /// Reads on until the server closes, by end of input or by reset.
  ///
  /// @return false if it does not in time
  boolean isClosedWithin(Duration time) throws IOException {
    long deadline = System.nanoTime() + time.toNanos();
    long millis = time.toMillis();
    try {
      while (millis > 0) {
        socket.setSoTimeout((int) millis);
        if (read(chunk.length) < 0) {
          return true;
        }
        millis = (deadline - System.nanoTime()) / 1_000_000;
      }
    } catch (java.net.SocketTimeoutException _) {
      return false;
    } catch (SocketException _) {
      return true;
    }
    return false;
  }

  /// Requests that were sent and not answered yet.
  int outstanding() {
    return outstanding;
  }

  /// Leaves with a reset, whatever is under way.
  void reset() throws IOException {
    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    socket.close();
  }

  /// Ends it from another thread.
  void cut() {
    try {
      socket.close();
    } catch (IOException _) {
      // It has ended.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static String shown(byte[] bytes, int from, int length) {
    int shown = Math.min(length, 60);
    String text = new String(bytes, from, shown, StandardCharsets.ISO_8859_1);
    return '"' + text.replace("\r", "\\r").replace("\n", "\\n") + (shown < length ? "…" : "") + '"';
  }
}
