package dev.muxscope.common.protocol;

/// What a [RequestParser] accepts.
///
/// @param maxBulkBytes the longest argument, in bytes; a longer declared length is an error at once
/// @param maxRequestBytes the longest request with all its framing, in bytes; more buffered bytes
///   without a whole request are an error
/// @param proseLines whether inline lines may be prose, in which a lone quote is just a quote; each
///   inline request then keeps its [Request#line]
public record ParserLimits(int maxBulkBytes, int maxRequestBytes, boolean proseLines) {

  /// Bytes that an inline line or a length line may have, as in Redis: 64 KiB.
  public static final int MAX_LINE_BYTES = 64 * 1024;

  public ParserLimits {
    if (maxBulkBytes < 1) {
      throw new IllegalArgumentException("maxBulkBytes must be at least 1, not " + maxBulkBytes);
    }
    if (maxRequestBytes < MAX_LINE_BYTES) {
      throw new IllegalArgumentException(
          "maxRequestBytes must be at least " + MAX_LINE_BYTES + ", not " + maxRequestBytes);
    }
  }
}
