package dev.muxscope.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Bytes as readable text and back: `\r`, `\n`, `\t`, `\\`, `\"`, `\xHH`, and `{"a" x 70000}` for a
/// repetition.
///
/// An instance is a cursor over one text; one thread uses it, for one call.
final class Escapes {

  private static final Pattern REPEAT_END = Pattern.compile("\" x (\\d{1,8})}");
  private static final int SHORTEST_RUN = 40;

  private final String text;
  private int at;
  private ByteArrayOutputStream decoded = new ByteArrayOutputStream();

  private Escapes(String text) {
    this.text = text;
  }

  /// Returns the bytes that `text` stands for.
  ///
  /// @throws IllegalArgumentException if an escape is unknown or unfinished, or a character is not
  ///   ASCII
  static byte[] decode(String text) {
    Escapes cursor = new Escapes(text);
    while (cursor.at < text.length()) {
      cursor.unit();
    }
    return cursor.decoded.toByteArray();
  }

  /// Returns the words of `text`, separated by blanks; a word in double quotes may hold blanks or
  /// nothing.
  ///
  /// @throws IllegalArgumentException as [#decode(String)] does, and for an unclosed quote
  static List<byte[]> words(String text) {
    Escapes cursor = new Escapes(text);
    List<byte[]> words = new ArrayList<>();
    while (cursor.skipBlanks()) {
      words.add(cursor.word());
    }
    return words;
  }

  /// Returns `bytes` as text that [#decode(String)] turns back into them.
  static String encode(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < bytes.length; ) {
      int run = runLength(bytes, at);
      if (run >= SHORTEST_RUN) {
        out.append("{\"").append(encode(bytes[at])).append("\" x ").append(run).append('}');
      } else {
        out.append(encode(bytes[at]).repeat(run));
      }
      at += run;
    }
    return out.toString();
  }

  private static int runLength(byte[] bytes, int from) {
    int to = from + 1;
    while (to < bytes.length && bytes[to] == bytes[from]) {
      to++;
    }
    return to - from;
  }

  private static String encode(byte value) {
    return switch (value) {
      case '\r' -> "\\r";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\\' -> "\\\\";
      case '"' -> "\\\"";
      default -> value >= ' ' && value < 0x7f ? Character.toString(value) : hex(value);
    };
  }

  private static String hex(byte value) {
    return "\\x%02x".formatted(value & 0xff);
  }

  private boolean skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length();
  }

  private byte[] word() {
    decoded = new ByteArrayOutputStream();
    char end = text.charAt(at) == '"' ? '"' : ' ';
    at += end == '"' ? 1 : 0;
    while (at < text.length() && text.charAt(at) != end) {
      unit();
    }
    if (end == '"') {
      closeQuote();
    }
    return decoded.toByteArray();
  }

  private void closeQuote() {
    if (at == text.length()) {
      throw new IllegalArgumentException("a quote is not closed: " + text);
    }
    at++;
  }

  private void unit() {
    char next = text.charAt(at);
    if (next == '\\') {
      escape();
    } else if (text.startsWith("{\"", at)) {
      repetition();
    } else if (next >= ' ' && next < 0x7f) {
      decoded.write(next);
      at++;
    } else {
      throw new IllegalArgumentException("write it as \\xHH, it is not printable ASCII: " + next);
    }
  }

  private void escape() {
    char kind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    switch (kind) {
      case 'r' -> decoded.write('\r');
      case 'n' -> decoded.write('\n');
      case 't' -> decoded.write('\t');
      case '\\', '"' -> decoded.write(kind);
      case 'x' -> decoded.write(hexByte());
      default -> throw new IllegalArgumentException("unknown escape at " + at + ": " + text);
    }
    at += kind == 'x' ? 4 : 2;
  }

  private int hexByte() {
    if (at + 4 > text.length()) {
      throw new IllegalArgumentException("\\x wants two hexadecimal digits: " + text);
    }
    return Integer.parseInt(text, at + 2, at + 4, 16);
  }

  private void repetition() {
    ByteArrayOutputStream outer = decoded;
    decoded = new ByteArrayOutputStream();
    at += 2;
    while (at < text.length() && text.charAt(at) != '"') {
      unit();
    }
    Matcher end = REPEAT_END.matcher(text).region(at, text.length());
    if (!end.lookingAt()) {
      throw new IllegalArgumentException("a repetition reads {\"text\" x 123}: " + text);
    }
    byte[] part = decoded.toByteArray();
    decoded = outer;
    for (int i = Integer.parseInt(end.group(1)); i > 0; i--) {
      decoded.writeBytes(part);
    }
    at = end.end();
  }

  /// Returns `bytes` one character a byte, so that patterns and positions work on bytes.
  static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// The inverse of [#latin1(byte[])].
  static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }
}
