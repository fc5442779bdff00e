package dev.muxscope.benchmarks.soak;

import dev.muxscope.client.Reply;
import dev.muxscope.client.RespClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The connection that asks the server for its own figures, there from first to last. Safe for all
/// threads, one at a time by the monitor.
final class Monitor implements AutoCloseable {

  static final String VALUE_KEY = "big";

  private final RespClient client;

  Monitor(InetSocketAddress server) throws IOException {
    client = RespClient.connect(server, Duration.ofSeconds(30));
  }

  /// A number from `INFO`.
  synchronized long info(String name) throws IOException {
    String text =
        switch (client.call("INFO")) {
          case Reply.BulkString bulk -> bulk.text();
          case Reply.VerbatimString verbatim -> verbatim.text();
          case Reply other -> throw new IOException("INFO is answered with " + other);
        };
    Matcher found = Pattern.compile("(?m)^" + name + ":(-?\\d+)").matcher(text);
    if (!found.find()) {
      throw new IOException("INFO does not tell " + name);
    }
    return Long.parseLong(found.group(1));
  }

  /// Connections besides this one.
  long others() throws IOException {
    return info("connected_clients") - 1;
  }

  /// Puts the value there that the slow readers ask for.
  synchronized void put(byte[] value) throws IOException {
    client.call(List.of(utf8("SET"), utf8(VALUE_KEY), value));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
