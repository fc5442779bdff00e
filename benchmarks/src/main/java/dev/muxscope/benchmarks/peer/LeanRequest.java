package dev.muxscope.benchmarks.peer;

import io.netty.buffer.ByteBuf;

/// Where the arguments of a request lie: an array of bulk strings, of [#MOST] at most.
///
/// Belongs to one thread.
final class LeanRequest {

  static final int MOST = 16;

  private static final int UNFINISHED = -1;

  private final int[] starts = new int[MOST];
  private final int[] lengths = new int[MOST];
  private int count;

  /// Where the line behind the last one that [#number] has read begins.
  private int next;

  /// Finds the arguments of the request at the reader's index, and moves it behind.
  ///
  /// @return whether all of it is there; the index stays if not
  /// @throws IllegalArgumentException if the bytes are no such request
  boolean parse(ByteBuf in) {
    next = in.readerIndex();
    count = number(in, '*');
    if (count > MOST) {
      throw new IllegalArgumentException(count + " arguments");
    }
    for (int i = 0; i < count; i++) {
      lengths[i] = number(in, '$');
      starts[i] = next;
      next += lengths[i] + 2;
      if (lengths[i] == UNFINISHED || next > in.writerIndex()) {
        return false;
      }
    }
    if (count == UNFINISHED) {
      return false;
    }
    in.readerIndex(next);
    return true;
  }

  int start(int index) {
    return starts[index];
  }

  int length(int index) {
    return lengths[index];
  }

  /// Whether it is a certain command with a certain number of arguments, its name included.
  ///
  /// @param name in capitals
  boolean is(ByteBuf in, String name, int arguments) {
    if (count != arguments || lengths[0] != name.length()) {
      return false;
    }
    for (int i = 0; i < lengths[0]; i++) {
      if ((in.getByte(starts[0] + i) & ~0x20) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Reads the line at `next`: a type, digits, CR LF.
  private int number(ByteBuf in, char type) {
    int end = in.writerIndex();
    if (next < end && in.getByte(next) != type) {
      throw new IllegalArgumentException("no " + type);
    }
    int number = 0;
    for (int at = next + 1; at + 1 < end; at++) {
      int digit = in.getByte(at) - '0';
      if (digit == '\r' - '0') {
        next = at + 2;
        return number;
      }
      if (digit < 0 || digit > 9 || number > 1 << 26) {
        throw new IllegalArgumentException("no length");
      }
      number = 10 * number + digit;
    }
    return UNFINISHED;
  }
}
