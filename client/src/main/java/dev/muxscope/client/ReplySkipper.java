package dev.muxscope.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Counts replies without making objects of them: the load generator's way to read.
///
/// Incremental: the input may be split anywhere. The framing is checked only as far as it is needed
/// to find where a reply ends. Pushed messages of RESP3 are skipped and not counted.
///
/// Nested replies need no stack: an aggregate only raises the number of elements still to come.
///
/// Owned by one thread.
public final class ReplySkipper {

  private static final int MAX_SAMPLE = 200;

  /// The first byte of the line being read; 0 between lines.
  private byte type;

  private long number;
  private boolean negative;

  /// Bytes of a bulk string still to be skipped, its line end included.
  private long bulkLeft;

  /// Replies that the current top-level reply still wants, at any depth; 0 between replies.
  private long elementsLeft;

  private boolean push;
  private boolean error;
  private long errors;
  private String sample = "";

  /// Skips all of `in`.
  ///
  /// @return how many top-level replies ended in it
  /// @throws ReplyFormatException when a reply starts with an unknown type or has no proper length
  public int skip(ByteBuffer in) throws ReplyFormatException {
    int completed = 0;
    while (in.hasRemaining()) {
      if (bulkLeft > 0) {
        completed += skipBulk(in);
      } else {
        if (type == 0) {
          beginLine(in);
        }
        if (skipLine(in)) {
          completed += endLine();
        }
      }
    }
    return completed;
  }

  /// How many of the replies so far were errors.
  public long errors() {
    return errors;
  }

  /// The text of an early error, without its leading `-`; empty when there was none, or when none
  /// arrived in one piece.
  public String errorSample() {
    return sample;
  }

  private void beginLine(ByteBuffer in) throws ReplyFormatException {
    type = in.get();
    number = 0;
    negative = false;
    if (elementsLeft == 0) {
      elementsLeft = 1;
      push = type == '>';
      error = type == '-' || type == '!';
      if (type == '-' && sample.isEmpty()) {
        takeSample(in);
      }
    }
    switch (type) {
      case '+', '-', ':', '$', '*', '_', '#', ',', '(', '!', '=', '%', '~', '>', '|' -> {}
      default -> throw new ReplyFormatException("no reply starts with " + describe(type));
    }
  }

  /// Passes over the rest of a line; true when its end was reached.
  private boolean skipLine(ByteBuffer in) throws ReplyFormatException {
    boolean counted = isCounted(type);
    while (in.hasRemaining()) {
      byte b = in.get();
      if (b == '\n') {
        return true;
      }
      if (counted) {
        addDigit(b);
      }
    }
    return false;
  }

  private static boolean isCounted(byte type) {
    return switch (type) {
      case '$', '*', '!', '=', '%', '~', '>', '|' -> true;
      default -> false;
    };
  }

  private void addDigit(byte b) throws ReplyFormatException {
    if (b >= '0' && b <= '9' && number <= Integer.MAX_VALUE) {
      number = number * 10 + b - '0';
    } else if (b == '-' && number == 0 && !negative) {
      negative = true;
    } else if (b != '\r') {
      throw new ReplyFormatException("no length of a reply holds " + describe(b));
    }
  }

  private int endLine() {
    byte ended = type;
    type = 0;
    switch (ended) {
      case '$', '!', '=' -> {
        if (!negative) {
          bulkLeft = number + 2;
          return 0;
        }
      }
      case '*', '~', '>' -> elementsLeft += negative ? 0 : number;
      case '%' -> elementsLeft += 2 * number;
      // An attribute stands before the reply it belongs to and does not take its place.
      case '|' -> elementsLeft += 2 * number + 1;
      default -> {}
    }
    return endElement();
  }

  private int skipBulk(ByteBuffer in) {
    int skipped = (int) Math.min(bulkLeft, in.remaining());
    in.position(in.position() + skipped);
    bulkLeft -= skipped;
    return bulkLeft == 0 ? endElement() : 0;
  }

  private int endElement() {
    elementsLeft--;
    if (elementsLeft > 0 || push) {
      return 0;
    }
    if (error) {
      errors++;
    }
    return 1;
  }

  private void takeSample(ByteBuffer in) {
    int end = in.position();
    while (end < in.limit() && in.get(end) != '\r') {
      end++;
    }
    if (end < in.limit()) {
      byte[] text = new byte[Math.min(end - in.position(), MAX_SAMPLE)];
      in.get(in.position(), text);
      sample = new String(text, StandardCharsets.UTF_8);
    }
  }

  private static String describe(byte b) {
    return b > ' ' && b < 127 ? "'" + (char) b + "'" : String.format("byte 0x%02x", b & 0xff);
  }
}
