package dev.muxscope.conformance;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client that sends a foreign application its requests over loopback and reads every reply.
///
/// Each connection has a thread of its own; they share nothing that changes.
final class ForeignLoad {

  private static final int PATIENCE_MILLIS = 20_000;
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
  private static final byte[] GET =
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PING = "PING ping\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ForeignApp app;
  private final int port;

  private ForeignLoad(ForeignApp app, int port) {
    this.app = app;
    this.port = port;
  }

  /// Sends all requests to `port` and reads all replies.
  ///
  /// @return how many requests that were
  static long run(ForeignApp app, int port) throws IOException, InterruptedException {
    ForeignLoad load = new ForeignLoad(app, port);
    List<Callable<Integer>> connections = new ArrayList<>();
    for (int i = 0; i < app.connections(); i++) {
      connections.add(load::converse);
    }
    long requests = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> connection : threads.invokeAll(connections)) {
        requests += connection.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(app + " did not answer", e.getCause());
    }
    return requests;
  }

  private int converse() throws IOException, InterruptedException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      for (int i = 0; i < app.requestsEach(); i++) {
        long due = System.nanoTime() + app.paceMillis() * 1_000_000L;
        socket.getOutputStream().write(app.speaksHttp() ? GET : PING);
        readReply(socket.getInputStream());
        Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
      }
      return app.requestsEach();
    }
  }

  private void readReply(InputStream in) throws IOException {
    int length = app.speaksHttp() ? bodyLength(in) : PING.length;
    if (in.readNBytes(length).length < length) {
      throw new EOFException();
    }
  }

  private static int bodyLength(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException(head.toString(StandardCharsets.US_ASCII));
      }
      head.write(next);
    }
    Matcher length = LENGTH.matcher(head.toString(StandardCharsets.US_ASCII));
    if (!length.find()) {
      throw new IOException("no length in " + head);
    }
    return Integer.parseInt(length.group(1));
  }
}
