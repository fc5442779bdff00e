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

/// Clients that each ask for one large value many times, and read no reply.
record SlowReaders() implements Fault {

  static final int CLIENTS = 8;

  private static final int VALUE_BYTES = 1 << 20;
  private static final int REQUESTS = 64;

  static final double BYTES_EACH = (double) VALUE_BYTES * REQUESTS;

  private static final String KEY = "drill:large";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Override
  public Acting begin(InetSocketAddress server) throws IOException {
    List<RespClient> clients = new ArrayList<>();
    Acting acting =
        () -> {
          for (RespClient client : clients) {
            client.close();
          }
        };
    try {
      store(server);
      for (int i = 0; i < CLIENTS; i++) {
        RespClient client = RespClient.connect(server, TIMEOUT);
        clients.add(client);
        client.sendRaw(requests());
      }
      return acting;
    } catch (IOException e) {
      acting.close();
      throw e;
    }
  }

  private static void store(InetSocketAddress server) throws IOException {
    try (RespClient client = RespClient.connect(server, TIMEOUT)) {
      List<byte[]> set =
          List.of(bytes("SET"), bytes(KEY), new byte[VALUE_BYTES]);
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
