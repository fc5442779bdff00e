package dev.muxscope.lab.stats;

import java.util.List;

/// How two groups of runs compare in one figure.
///
/// @param ratio of the first group's mean to the second's
/// @param verdict what may be said about it
/// @param reason why it may be said
/// @param floor by how much two such means differ for no reason, but for one case in 20; a share
public record Comparison(Interval ratio, Verdict verdict, Reason reason, double floor) {

  /// What may be said about a ratio.
  public enum Verdict {
    /// The first is less.
    LESS,
    /// No difference could be shown.
    SAME,
    /// The first is more.
    MORE,
    /// Too little was measured to tell a difference from chance.
    UNKNOWN
  }

  /// Why.
  public enum Reason {
    /// The interval excludes 1, and the ratio exceeds the noise floor.
    CLEAR,
    /// The interval contains 1.
    INTERVAL,
    /// The interval excludes 1, but A differs from A as much.
    NOISE_FLOOR,
    /// One of the two was measured by a single server process.
    SINGLE
  }

  /// Compares two groups.
  ///
  /// @param first outer: server processes, at least one; inner: their runs; all positive
  /// @param second likewise
  /// @param noise of such figures; also narrows the interval, see [Bootstrap]
  public static Comparison of(
      List<double[]> first, List<double[]> second, NoiseFloor noise, Bootstrap bootstrap) {
    Interval ratio = bootstrap.ratio(first, second, noise);
    double floor = noise.share(first.size(), second.size());
    Reason reason = reason(ratio, floor);
    Verdict verdict =
        switch (reason) {
          case SINGLE -> Verdict.UNKNOWN;
          case INTERVAL, NOISE_FLOOR -> Verdict.SAME;
          case CLEAR -> ratio.value() < 1 ? Verdict.LESS : Verdict.MORE;
        };
    return new Comparison(ratio, verdict, reason, floor);
  }

  private static Reason reason(Interval ratio, double floor) {
    if (!ratio.known()) {
      return Reason.SINGLE;
    }
    if (ratio.contains(1)) {
      return Reason.INTERVAL;
    }
    double size = Math.abs(Math.log(ratio.value()));
    return size <= Math.log1p(floor) ? Reason.NOISE_FLOOR : Reason.CLEAR;
  }

  /// Whether a difference was shown.
  public boolean clear() {
    return reason == Reason.CLEAR;
  }
}
