package dev.muxscope.lab.drill;

import dev.muxscope.client.Reply;
import dev.muxscope.client.RequestLine;
import dev.muxscope.client.RespClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Clients that come one after the other, each ask for one large value many times, and read no
/// reply.
record SlowReaders() implements Fault {

  static final int CLIENTS = 8;

  private static final int VALUE_BYTES = 1 << 20;
  private static final int REQUESTS = 64;

  static final double BYTES_EACH = (double) VALUE_BYTES * REQUESTS;

  private static final String KEY = "drill:large";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /// One after the other, so that their work is spread over most of the time that is measured.
  private static final Duration PAUSE = Duration.ofMillis(300);

  /// Stores the value, and fetches it once, so that the server has had its buffers for it.
  @Override
  public void prepare(InetSocketAddress server) throws IOException {
    store(server);
    try (RespClient client = RespClient.connect(server, TIMEOUT)) {
      client.call("GET", KEY);
    }
  }

  @Override
  public Acting begin(InetSocketAddress server) {
    Readers readers = new Readers(server);
    readers.threads.execute(readers::openAll);
    return readers;
  }

  /// The clients that are there. A thread of its own opens them; their list is read when that has
  /// ended.
  private static final class Readers implements Acting {

    private final InetSocketAddress server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<RespClient> clients = new ArrayList<>();
    private volatile boolean over;
    private volatile String failure = "";

    Readers(InetSocketAddress server) {
      this.server = server;
    }

    private void openAll() {
      try {
        while (!over && clients.size() < CLIENTS) {
          clients.add(RespClient.connect(server, TIMEOUT));
          clients.getLast().sendRaw(requests());
          Thread.sleep(PAUSE);
        }
      } catch (IOException e) {
        failure = String.valueOf(e.getMessage());
      } catch (InterruptedException _) {
        // It is over.
      }
    }

    @Override
    public void close() throws IOException {
      over = true;
      threads.close();
      for (RespClient client : clients) {
        client.close();
      }
      if (!failure.isEmpty()) {
        throw new IOException("a slow reader failed: " + failure);
      }
    }
  }

  private static void store(InetSocketAddress server) throws IOException {
    try (RespClient client = RespClient.connect(server, TIMEOUT)) {
      List<byte[]> set = List.of(bytes("SET"), bytes(KEY), new byte[VALUE_BYTES]);
      if (client.call(set) instanceof Reply.ErrorReply(String text)) {
        throw new IOException("the server answers " + text);
      }
    }
  }

  /// A few kilobytes, which the server's receive buffer takes at once.
  private static byte[] requests() {
    byte[] get = RequestLine.encode(List.of(bytes("GET"), bytes(KEY)));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < REQUESTS; i++) {
      all.writeBytes(get);
    }
    return all.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
