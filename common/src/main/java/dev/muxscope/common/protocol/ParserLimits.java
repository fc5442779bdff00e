package dev.muxscope.common.protocol;

/// What a [RequestParser] accepts.
///
/// @param maxBulkBytes the longest argument, in bytes; a longer declared length is an error at once
/// @param maxRequestBytes the longest request with all its framing, in bytes; more buffered bytes
///   without a whole request are an error
/// @param maxArguments arguments of one request, the command's name among them; more declared ones
///   are an error at once
/// @param maxInlineBytes the longest inline request without its line end, in bytes; one that comes
///   at once may have twice as many
/// @param proseLines whether inline lines may be prose, in which a lone quote is just a quote; each
///   inline request then keeps its [Request#line]
/// @param strangers whether clients are strangers, who have not given the password yet: they may
///   send at most 10 arguments of 16 KiB in an array, and inline what [#MAX_LINE_BYTES] hold
public record ParserLimits(
    int maxBulkBytes,
    int maxRequestBytes,
    int maxArguments,
    int maxInlineBytes,
    boolean proseLines,
    boolean strangers) {

  /// Bytes that a length line may have, and an inline line unless another limit is set, as in
  /// Redis: 64 KiB.
  public static final int MAX_LINE_BYTES = 64 * 1024;

  /// As tight as they can be.
  static final ParserLimits LEAST = new ParserLimits(1, MAX_LINE_BYTES, 1, 1, false, true);

  static final int STRANGERS_ARGUMENTS = 10;
  static final int STRANGERS_BULK_BYTES = 16 * 1024;

  /// Limits with Redis's own for the number of arguments and for inline lines.
  public ParserLimits(int maxBulkBytes, int maxRequestBytes, boolean proseLines) {
    this(maxBulkBytes, maxRequestBytes, Integer.MAX_VALUE, MAX_LINE_BYTES, proseLines, false);
  }

  public ParserLimits {
    if (maxBulkBytes < 1) {
      throw new IllegalArgumentException("maxBulkBytes must be at least 1, not " + maxBulkBytes);
    }
    if (maxRequestBytes < MAX_LINE_BYTES) {
      throw new IllegalArgumentException(
          "maxRequestBytes must be at least " + MAX_LINE_BYTES + ", not " + maxRequestBytes);
    }
    if (maxArguments < 1 || maxInlineBytes < 1) {
      throw new IllegalArgumentException("maxArguments and maxInlineBytes must be at least 1");
    }
  }

  /// The same for clients who have not given the password yet.
  public ParserLimits forStrangers() {
    return new ParserLimits(
        maxBulkBytes,
        maxRequestBytes,
        maxArguments,
        Math.min(maxInlineBytes, MAX_LINE_BYTES),
        proseLines,
        true);
  }
}
