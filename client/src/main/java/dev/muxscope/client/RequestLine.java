package dev.muxscope.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A request as a person types it: arguments set apart by blanks, quoted where they hold blanks.
///
/// In double quotes `\n`, `\r`, `\t`, `\a`, `\b`, `\\`, `\"` and `\xHH` (a byte in hexadecimal) are
/// escapes, in single quotes only `\'`. Text becomes UTF-8.
public final class RequestLine {

  private static final String WHITESPACE = " \t\n\r\f\u000b\0";

  private final byte[] line;
  private int position;

  private RequestLine(String line) {
    this.line = line.getBytes(StandardCharsets.UTF_8);
  }

  /// Splits a line into its arguments; none when it is blank.
  ///
  /// @throws IllegalArgumentException with one line for the user when a quote is not closed, or is
  ///   followed by something other than a blank
  public static List<byte[]> split(String line) {
    return new RequestLine(line).arguments();
  }

  /// The bytes of a request: a RESP array of bulk strings.
  public static byte[] encode(List<byte[]> arguments) {
    var out = new ByteArrayOutputStream();
    writeHeader(out, '*', arguments.size());
    for (byte[] argument : arguments) {
      writeHeader(out, '$', argument.length);
      out.writeBytes(argument);
      out.write('\r');
      out.write('\n');
    }
    return out.toByteArray();
  }

  private static void writeHeader(ByteArrayOutputStream out, char type, int length) {
    out.writeBytes((type + Integer.toString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private List<byte[]> arguments() {
    var arguments = new ArrayList<byte[]>();
    while (skipBlanks()) {
      arguments.add(argument());
    }
    return arguments;
  }

  private boolean skipBlanks() {
    while (position < line.length && isBlank(line[position])) {
      position++;
    }
    return position < line.length;
  }

  private static boolean isBlank(byte b) {
    return WHITESPACE.indexOf(b) >= 0;
  }

  private byte[] argument() {
    var argument = new ByteArrayOutputStream();
    while (position < line.length && !isBlank(line[position])) {
      byte b = line[position++];
      if (b == '"' || b == '\'') {
        quoted(b, argument);
        break;
      }
      argument.write(b);
    }
    return argument.toByteArray();
  }

  private void quoted(byte quote, ByteArrayOutputStream argument) {
    while (position < line.length) {
      byte b = line[position++];
      if (b == quote) {
        requireBlank();
        return;
      }
      if (b == '\\' && position < line.length) {
        argument.write(quote == '"' ? escape() : singleQuotedEscape());
      } else {
        argument.write(b);
      }
    }
    throw new IllegalArgumentException("a " + (char) quote + " is not closed");
  }

  private void requireBlank() {
    if (position < line.length && !isBlank(line[position])) {
      throw new IllegalArgumentException(
          "a closing quote must be followed by a blank, not by '" + (char) line[position] + "'");
    }
  }

  private int singleQuotedEscape() {
    return line[position] == '\'' ? line[position++] : '\\';
  }

  private int escape() {
    byte b = line[position++];
    return switch (b) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      case 'x' -> hexEscape();
      default -> b;
    };
  }

  private int hexEscape() {
    if (position + 2 > line.length) {
      return 'x';
    }
    int high = Character.digit(line[position], 16);
    int low = Character.digit(line[position + 1], 16);
    if (high < 0 || low < 0) {
      return 'x';
    }
    position += 2;
    return high * 16 + low;
  }
}
