package dev.muxscope.lab;

import dev.muxscope.client.Reply;
import dev.muxscope.client.RespClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the server says of itself by `INFO`, over a connection of its own.
///
/// A server that does not answer, or answers otherwise, tells nothing: its figures are `NaN`. Owned
/// by one thread.
final class ServerInfo implements AutoCloseable {

  private static final List<byte[]> REQUEST =
      List.of(ascii("INFO"), ascii("stats"), ascii("memory"));

  private final RespClient client;
  private boolean usable = true;

  private ServerInfo(RespClient client) {
    this.client = client;
  }

  /// @param timeout of each step
  /// @throws IOException if the server cannot be reached
  static ServerInfo connect(InetSocketAddress server, Duration timeout) throws IOException {
    return new ServerInfo(RespClient.connect(server, timeout));
  }

  /// What the server has counted.
  ///
  /// @param atNanos about when it did, in [System#nanoTime()]
  /// @param figures by name
  record Facts(long atNanos, Map<String, Double> figures) {

    Facts {
      figures = Map.copyOf(figures);
    }

    /// A figure; `NaN` where the server does not tell it.
    double get(String name) {
      return figures.getOrDefault(name, Double.NaN);
    }

    /// By how much a figure has grown.
    double since(Facts earlier, String name) {
      return get(name) - earlier.get(name);
    }
  }

  /// Asks, and waits for the answer.
  Facts ask() {
    long askedNanos = System.nanoTime();
    try {
      if (usable) {
        client.send(REQUEST);
        if (client.receive() instanceof Reply.BulkString info) {
          return new Facts(askedNanos, parse(info.text()));
        }
      }
    } catch (IOException _) {
      // A late answer would be taken for the next one's.
      usable = false;
    }
    return new Facts(askedNanos, Map.of());
  }

  /// The lines `name:number` of an `INFO`; others, and negative numbers, are left out.
  static Map<String, Double> parse(String info) {
    Map<String, Double> figures = new HashMap<>();
    info.lines()
        .map(String::strip)
        .filter(line -> line.matches("[a-z_0-9]+:\\d+"))
        .map(line -> line.split(":"))
        .forEach(pair -> figures.put(pair[0], Double.valueOf(pair[1])));
    return figures;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException _) {
      // It is gone, which is all that was wanted.
    }
  }
}
