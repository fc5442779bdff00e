package dev.muxscope.client.load;

/// What a run tells while it goes on, on the thread that started it. Requests flow meanwhile: a
/// listener that takes long delays nothing but what is told next.
public sealed interface LoadEvent {

  /// The parts of a run, in their order.
  enum Phase {
    /// Connections are being opened.
    CONNECTING,
    /// Requests flow and are not measured.
    WARMING_UP,
    /// Requests flow and are measured.
    MEASURING,
    /// The measured part is over; late replies are still awaited.
    MEASURED
  }

  /// A phase begins now.
  ///
  /// @param phase the one that begins
  /// @param connections how many are open
  record PhaseBegun(Phase phase, int connections) implements LoadEvent {}

  /// How it goes, about once a second.
  ///
  /// @param elapsedNanos since the warm-up began
  /// @param done the share of the warm-up and the measured part that is over, 0 to 1
  /// @param ratePerSecond replies per second since the last snapshot
  /// @param p50Nanos of the response times since the last snapshot
  /// @param p99Nanos of the response times since the last snapshot
  /// @param maxLagNanos how late the latest request since the last snapshot left; 0 in a closed
  ///   loop
  record Snapshot(
      long elapsedNanos,
      double done,
      double ratePerSecond,
      long p50Nanos,
      long p99Nanos,
      long maxLagNanos)
      implements LoadEvent {}
}
