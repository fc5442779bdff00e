package dev.muxscope.client;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A RESP server of a few lines: each connection has a virtual thread, which has requests answered
/// by a given function.
public final class StubServer implements AutoCloseable {

  /// What closes the connection instead of a reply.
  public static final String CLOSE = "close";

  /// What ends a reply after which the connection is closed.
  public static final String CLOSE_AFTER = "\0close";

  /// Answers requests; called by the connections' threads.
  @FunctionalInterface
  public interface Answers {
    /// The bytes of the reply to the request of this number, the first being 1, or [#CLOSE].
    String to(List<String> request, int number) throws InterruptedException;
  }

  private final ServerSocket listener;
  private final Answers answers;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger replies = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();

  public StubServer(Answers answers) throws IOException {
    this.answers = answers;
    this.listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public static StubServer pong() throws IOException {
    return new StubServer((_, _) -> "+PONG\r\n");
  }

  public HostPort address() {
    return new HostPort("127.0.0.1", listener.getLocalPort());
  }

  public int requests() {
    return requests.get();
  }

  /// How many replies have been handed to the kernel, without those that end a connection.
  public int replies() {
    return replies.get();
  }

  /// Waits until so many have.
  public void awaitReplies(int number) {
    while (replies() < number) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  public int connections() {
    return accepted.size();
  }

  /// Those that neither side has closed yet.
  public int openConnections() {
    return accepted.size() - ended.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        accepted.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      String reply = answers.to(readRequest(in), requests.incrementAndGet());
      while (!reply.equals(CLOSE) && !reply.endsWith(CLOSE_AFTER)) {
        socket.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
        replies.incrementAndGet();
        reply = answers.to(readRequest(in), requests.incrementAndGet());
      }
      String last = reply.equals(CLOSE) ? "" : reply.replace(CLOSE_AFTER, "");
      socket.getOutputStream().write(last.getBytes(StandardCharsets.UTF_8));
      // With bytes unread it would be reset.
      socket.shutdownOutput();
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException | InterruptedException _) {
      // The client went away.
    } finally {
      ended.incrementAndGet();
    }
  }

  private static List<String> readRequest(DataInputStream in) throws IOException {
    int count = readHeader(in, '*');
    var arguments = new ArrayList<String>();
    while (arguments.size() < count) {
      byte[] bytes = in.readNBytes(readHeader(in, '$'));
      in.skipNBytes(2);
      arguments.add(new String(bytes, StandardCharsets.UTF_8));
    }
    return arguments;
  }

  private static int readHeader(DataInputStream in, char type) throws IOException {
    if (in.readByte() != type) {
      throw new IOException("expected " + type);
    }
    int number = 0;
    for (byte b = in.readByte(); b != '\n'; b = in.readByte()) {
      number = b == '\r' ? number : number * 10 + b - '0';
    }
    return number;
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : accepted) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
