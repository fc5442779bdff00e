package dev.muxscope.common.protocol;

import java.nio.ByteBuffer;

/// Splits an inline line into arguments: at white space, with double quotes (escapes `\n \r \t \b
/// \a \xHH`) and single quotes (escape `\'`), as Redis does. Escapes are resolved in place, since
/// an argument is never longer than what stands for it.
final class InlineLine {

  private final ByteBuffer in;
  private final int start;
  private final int end;
  private final Request request;
  private int read;
  private int write;

  private InlineLine(ByteBuffer in, int start, int end, Request request) {
    this.in = in;
    this.start = start;
    this.end = end;
    this.request = request;
    this.read = start;
  }

  /// Adds the arguments of the bytes from `start` to before `end`.
  ///
  /// @return false if the quotes are unbalanced; the request then holds the arguments before
  static boolean split(ByteBuffer in, int start, int end, Request request) {
    return new InlineLine(in, start, end, request).split();
  }

  /// Adds the words between white space; quotes are just quotes.
  static void splitProse(ByteBuffer in, int start, int end, Request request) {
    InlineLine line = new InlineLine(in, start, end, request);
    while (line.skipSpace()) {
      int first = line.read;
      while (line.read < end && !isSpace(in.get(line.read))) {
        line.read++;
      }
      request.add(first - start, line.read - first);
    }
  }

  private boolean split() {
    while (skipSpace()) {
      int first = read;
      write = read;
      if (!argument()) {
        return false;
      }
      request.add(first - start, write - first);
    }
    return true;
  }

  private boolean skipSpace() {
    while (read < end && isSpace(in.get(read))) {
      read++;
    }
    return read < end;
  }

  private boolean argument() {
    while (read < end && !endsArgument(in.get(read))) {
      byte b = in.get(read++);
      if (b == '"' || b == '\'') {
        return quoted(b) && (read == end || isSpace(in.get(read)));
      }
      put(b);
    }
    return true;
  }

  /// Reads up to the closing quote; false if there is none.
  private boolean quoted(byte quote) {
    while (read < end) {
      byte b = in.get(read++);
      if (b == quote) {
        return true;
      }
      if (b == '\\' && read < end && (quote == '"' || in.get(read) == '\'')) {
        b = quote == '"' ? escaped() : in.get(read++);
      }
      put(b);
    }
    return false;
  }

  private byte escaped() {
    byte b = in.get(read++);
    if (b == 'x' && read + 1 < end && hex(read) >= 0 && hex(read + 1) >= 0) {
      read += 2;
      return (byte) (hex(read - 2) << 4 | hex(read - 1));
    }
    return switch (b) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> b;
    };
  }

  private int hex(int index) {
    return Character.digit(in.get(index), 16);
  }

  private void put(byte b) {
    in.put(write++, b);
  }

  /// Vertical tabs and form feeds do not, though they are white space before an argument.
  private static boolean endsArgument(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }
}
