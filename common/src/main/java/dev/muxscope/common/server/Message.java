package dev.muxscope.common.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A message as it is sent: encoded once, however many get it. The versions of the protocol differ
/// in the first byte alone. Immutable.
final class Message {

  /// For RESP2.
  private final byte[] array;

  /// For RESP3.
  private final byte[] push;

  private Message(byte[] array, byte[] push) {
    this.array = array;
    this.push = push;
  }

  /// A message for those who subscribe to its channel.
  static Message of(byte[] channel, byte[] payload) {
    return encode(text("message"), channel, payload);
  }

  /// A message for those who subscribe to a pattern.
  static Message matching(byte[] pattern, byte[] channel, byte[] payload) {
    return encode(text("pmessage"), pattern, channel, payload);
  }

  private static Message encode(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text(">" + parts.length + "\r\n"));
    for (byte[] part : parts) {
      out.writeBytes(text("$" + part.length + "\r\n"));
      out.writeBytes(part);
      out.writeBytes(text("\r\n"));
    }
    byte[] push = out.toByteArray();
    byte[] array = push.clone();
    array[0] = '*';
    return new Message(array, push);
  }

  /// The bytes to send, not to be changed.
  byte[] encoded(int protocol) {
    return protocol == 2 ? array : push;
  }

  private static byte[] text(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
