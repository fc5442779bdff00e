package dev.muxscope.client.load;

/// When a run's parts begin and end, in [System#nanoTime()], and the moments between at which its
/// threads hand over what they have recorded.
///
/// ```
/// boundary   0          1            w                                  last
///            |----------|- … --------|------------|------------|- … ----|
///            begun      tickNanos    measureFrom  tickNanos             end
/// ```
///
/// @param begunNanos when the warm-up begins
/// @param measureFromNanos when the measured part begins
/// @param endNanos when it ends
/// @param tickNanos between boundaries; the first and the last part may be shorter
record Timeline(long begunNanos, long measureFromNanos, long endNanos, long tickNanos) {

  private static final long LONGEST_TICK = 1_000_000_000L;

  /// A run that begins at a moment, with boundaries at the log's intervals and about every second.
  static Timeline of(LoadOptions options, long begunNanos) {
    long from = begunNanos + options.warmUp().toNanos();
    long tick =
        options
            .hdrLog()
            .map(log -> log.interval().toNanos() / ticksPerLogInterval(log))
            .orElse(LONGEST_TICK);
    return new Timeline(begunNanos, from, from + options.duration().toNanos(), tick);
  }

  /// How many ticks make an interval of the log.
  static long ticksPerLogInterval(HdrLog log) {
    return Math.ceilDiv(log.interval().toNanos(), LONGEST_TICK);
  }

  /// The number of the boundary at which the measured part begins.
  int measureFromBoundary() {
    return (int) Math.ceilDiv(measureFromNanos - begunNanos, tickNanos);
  }

  /// The number of the last boundary, at which the measured part ends.
  int lastBoundary() {
    return measureFromBoundary() + (int) Math.ceilDiv(endNanos - measureFromNanos, tickNanos);
  }

  /// When a boundary is.
  ///
  /// @param number 0 to [#lastBoundary]
  long boundary(int number) {
    long moment = measureFromNanos + (number - measureFromBoundary()) * tickNanos;
    return Math.clamp(moment, begunNanos, endNanos);
  }
}
