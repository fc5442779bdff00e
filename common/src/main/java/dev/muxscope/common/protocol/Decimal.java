package dev.muxscope.common.protocol;

import java.nio.ByteBuffer;

/// Whole decimal numbers in the strict form that Redis takes: an optional `-`, digits without
/// leading zeros, no sign for zero, within 64 bits.
final class Decimal {

  private static final int MAX_DIGITS = 19;

  private Decimal() {}

  /// Whether the bytes from `from` to before `to` are a number.
  static boolean isValid(ByteBuffer bytes, int from, int to) {
    boolean negative = from < to && bytes.get(from) == '-';
    int first = negative ? from + 1 : from;
    int digits = to - first;
    if (digits < 1 || digits > MAX_DIGITS) {
      return false;
    }
    if (bytes.get(first) == '0') {
      return digits == 1 && !negative;
    }
    for (int i = first; i < to; i++) {
      if (bytes.get(i) < '0' || bytes.get(i) > '9') {
        return false;
      }
    }
    // A 19-digit number can pass 2^63 but not 2^64, so that overflow shows as a wrong sign.
    long value = parse(bytes, from, to);
    return negative ? value < 0 : value > 0;
  }

  /// The value of bytes that [#isValid].
  static long parse(ByteBuffer bytes, int from, int to) {
    boolean negative = bytes.get(from) == '-';
    long value = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      value = value * 10 - (bytes.get(i) - '0');
    }
    return negative ? value : -value;
  }
}
