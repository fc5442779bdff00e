package dev.muxscope.common.server;

import dev.muxscope.common.protocol.Request;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a request publishes, as it is sent: encoded when the first receiver needs it, once however
/// many get it. In which version of the protocol is decided when it is written
/// ([ReplyWriter#append]).
///
/// Owned by the thread that publishes, and valid as long as the request is. What it has encoded
/// never changes.
final class Message {

  private static final String LINE_END = "\r\n";

  private final byte[][] names;
  private final Request request;
  private final int payload;

  private byte @Nullable [] encoded;

  private Message(Request request, int payload, byte[]... names) {
    this.request = request;
    this.payload = payload;
    this.names = names;
  }

  /// A message for those who subscribe to its channel.
  ///
  /// @param payload the index of the argument that is sent
  static Message of(byte[] channel, Request request, int payload) {
    return new Message(request, payload, text("message"), channel);
  }

  /// A message for those who subscribe to a pattern.
  static Message matching(byte[] pattern, byte[] channel, Request request, int payload) {
    return new Message(request, payload, text("pmessage"), pattern, channel);
  }

  /// The bytes to send, not to be changed.
  byte[] encoded() {
    encoded = encoded == null ? encode() : encoded;
    return encoded;
  }

  /// Copies the payload once, as it may be large.
  private byte[] encode() {
    byte[] head = head();
    int end = Math.toIntExact((long) head.length + request.length(payload));
    byte[] whole = Arrays.copyOf(head, Math.addExact(end, LINE_END.length()));
    request.copyTo(payload, whole, head.length);
    whole[end] = '\r';
    whole[end + 1] = '\n';
    return whole;
  }

  /// All that goes before the payload.
  private byte[] head() {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(text(">" + (names.length + 1) + LINE_END));
    for (byte[] name : names) {
      head.writeBytes(text("$" + name.length + LINE_END));
      head.writeBytes(name);
      head.writeBytes(text(LINE_END));
    }
    head.writeBytes(text("$" + request.length(payload) + LINE_END));
    return head.toByteArray();
  }

  private static byte[] text(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
