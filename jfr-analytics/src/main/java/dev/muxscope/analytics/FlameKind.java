package dev.muxscope.analytics;

/// What a flame graph is of.
public enum FlameKind {
  /// Time on a processor, or samples of running threads where no time was recorded.
  CPU,
  /// Bytes allocated.
  ALLOCATION,
  /// Time spent waiting: parked, for a monitor, for a socket, asleep.
  BLOCKING
}
