package dev.muxscope.common.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Requests as bytes and as a parser finds them, and replies as text: one character a byte.
public final class Samples {

  static final ParserLimits LIMITS = new ParserLimits(512 << 20, 513 << 20, false);

  private Samples() {}

  public static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /// The wire form of an array of bulk strings.
  public static String array(String... arguments) {
    var wire = new StringBuilder("*" + arguments.length + "\r\n");
    for (String each : arguments) {
      wire.append('$').append(each.length()).append("\r\n").append(each).append("\r\n");
    }
    return wire.toString();
  }

  public static Request request(String... arguments) {
    return parsed(array(arguments));
  }

  /// The only request in `wire`.
  public static Request parsed(String wire) {
    try {
      var parser = new RequestParser();
      if (!parser.parse(ByteBuffer.wrap(bytes(wire)), LIMITS)) {
        throw new IllegalArgumentException("no whole request: " + wire);
      }
      return parser.request();
    } catch (ProtocolException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static List<String> arguments(Request request) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < request.count(); i++) {
      arguments.add(new String(request.bytes(i), ISO_8859_1));
    }
    return arguments;
  }

  /// What was written; the writer is empty afterwards.
  public static String drain(ReplyWriter writer) {
    ByteBuffer bytes = writer.flip();
    var copy = new byte[bytes.remaining()];
    bytes.get(copy);
    writer.clear();
    return new String(copy, ISO_8859_1);
  }
}
