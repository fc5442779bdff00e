package dev.muxscope.common.protocol;

import java.nio.ByteBuffer;

/// Whole decimal numbers in the strict form that Redis takes: an optional `-`, digits without
/// leading zeros, no sign for zero, within 64 bits.
public final class Decimal {

  private static final int MAX_DIGITS = 19;

  private Decimal() {}

  /// Whether the bytes from `from` to before `to` are a number.
  public static boolean isValid(ByteBuffer bytes, int from, int to) {
    boolean negative = from < to && bytes.get(from) == '-';
    int first = negative ? from + 1 : from;
    int digits = to - first;
    if (digits < 1 || digits > MAX_DIGITS) {
      return false;
    }
    if (digits == 1) {
      return isDigit(bytes.get(first)) && !(negative && bytes.get(first) == '0');
    }
    if (bytes.get(first) == '0') {
      return false;
    }
    for (int i = first; i < to; i++) {
      if (!isDigit(bytes.get(i))) {
        return false;
      }
    }
    if (digits < MAX_DIGITS) {
      return true;
    }
    // A 19-digit number can pass 2^63 but not 2^64, so that overflow shows as a wrong sign.
    long value = parse(bytes, from, to);
    return negative ? value < 0 : value > 0;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /// The value of bytes that [#isValid].
  public static long parse(ByteBuffer bytes, int from, int to) {
    boolean negative = bytes.get(from) == '-';
    long value = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      value = value * 10 - (bytes.get(i) - '0');
    }
    return negative ? value : -value;
  }
}
