package dev.muxscope.benchmarks.soak;

import java.nio.charset.StandardCharsets;

/// Requests and replies as bytes, of texts with one byte a character.
final class Resp {

  private Resp() {}

  static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] request(String... arguments) {
    StringBuilder wire = new StringBuilder("*" + arguments.length + "\r\n");
    for (String each : arguments) {
      wire.append(bulkText(each));
    }
    return bytes(wire.toString());
  }

  /// The confirmation of a connection's only subscription.
  static byte[] subscribed(String channel) {
    return bytes("*3\r\n$9\r\nsubscribe\r\n" + bulkText(channel) + ":1\r\n");
  }

  static byte[] bulk(String value) {
    return bytes(bulkText(value));
  }

  static String bulkText(String value) {
    return "$" + value.length() + "\r\n" + value + "\r\n";
  }
}
