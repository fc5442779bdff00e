package dev.muxscope.conformance;

import java.io.ByteArrayOutputStream;
import java.util.List;

/// Words as requests.
final class Requests {

  private Requests() {}

  /// As an array of bulk strings.
  static byte[] array(List<byte[]> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Escapes.bytes("*" + words.size() + "\r\n"));
    for (byte[] word : words) {
      out.writeBytes(Escapes.bytes("$" + word.length + "\r\n"));
      out.writeBytes(word);
      out.writeBytes(Escapes.bytes("\r\n"));
    }
    return out.toByteArray();
  }

  /// As a line of text, each word in quotes.
  static byte[] inline(List<byte[]> words) {
    StringBuilder line = new StringBuilder();
    for (byte[] word : words) {
      line.append(line.isEmpty() ? "" : " ").append('"');
      for (byte value : word) {
        line.append(isPlain(value) ? Character.toString(value) : "\\x%02x".formatted(value & 0xff));
      }
      line.append('"');
    }
    return Escapes.bytes(line + "\r\n");
  }

  private static boolean isPlain(byte value) {
    return value >= ' ' && value < 0x7f && value != '"' && value != '\\';
  }
}
