package dev.muxscope.benchmarks.side;

import dev.muxscope.lab.stats.Interval;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a mode of ours shall cost at most, as the median of ratios to another server.
///
/// @param contender of ours
/// @param other that it is compared with
/// @param place where
/// @param most the ratio that it may have
record Goal(String contender, String other, Place place, double most) {

  private static final Map<Integer, Double> SELECT =
      Map.of(1, 1.05, 50, 1.05, 4_000, 1.10, 10_000, 1.10);
  private static final Map<Integer, Double> VTHREADS =
      Map.of(1, 1.6, 50, 1.5, 4_000, 1.5, 10_000, 1.5);

  /// Their range holds the median in 94 of 100 cases; that of fewer does not in 90.
  private static final int FEWEST_ROUNDS = 5;

  /// Whether it is reached, as far as the interval tells.
  enum Verdict {
    MET,
    MISSED,
    UNDECIDED,
    /// An interval of so few holds the median too rarely.
    TOO_FEW_ROUNDS;

    /// As in tables.
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /// The goal for a server beside another, if there is one at a place. They are stated for the
  /// connections they name, without a pipeline and with one of 16; `select` shall cost less than
  /// any other's server everywhere.
  static Optional<Goal> of(Contender contender, Contender other, Place place) {
    if (contender.kind() != Contender.Kind.MUXSCOPE) {
      return Optional.empty();
    }
    Optional<Double> most =
        switch (other.kind()) {
          case FLOOR -> ofFloor(contender.name(), place);
          case REDIS, NETTY ->
              contender.name().equals("select") ? Optional.of(1.0) : Optional.empty();
          case MUXSCOPE, JDK -> Optional.empty();
        };
    return most.map(limit -> new Goal(contender.name(), other.name(), place, limit));
  }

  private static Optional<Double> ofFloor(String mode, Place place) {
    boolean pipelined = place.pipeline() == 16;
    if (place.pipeline() != 1 && !pipelined) {
      return Optional.empty();
    }
    return switch (mode) {
      case "select" ->
          pipelined ? Optional.of(1.05) : Optional.ofNullable(SELECT.get(place.connections()));
      case "vthreads" ->
          pipelined ? Optional.of(1.6) : Optional.ofNullable(VTHREADS.get(place.connections()));
      default -> Optional.empty();
    };
  }

  /// @param ratio as measured
  /// @param rounds behind it
  Verdict verdict(Interval ratio, int rounds) {
    return verdict(ratio, most, rounds);
  }

  /// Whether a figure is at most what it shall be.
  static Verdict verdict(Interval figure, double most, int rounds) {
    if (rounds < FEWEST_ROUNDS) {
      return Verdict.TOO_FEW_ROUNDS;
    }
    if (figure.high() <= most) {
      return Verdict.MET;
    }
    return figure.low() > most ? Verdict.MISSED : Verdict.UNDECIDED;
  }
}
