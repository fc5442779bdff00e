package dev.muxscope.lab.drill;

import java.util.Collection;

/// Whether an expectation held.
enum Holding {
  HELD("held"),
  DID_NOT_HOLD("did not hold"),

  /// The figures say neither yes nor no.
  UNDECIDED("undecided");

  private final String text;

  Holding(String text) {
    this.text = text;
  }

  /// Of several: all held, or one did not, or else it is open.
  static Holding all(Collection<Holding> parts) {
    if (parts.contains(DID_NOT_HOLD)) {
      return DID_NOT_HOLD;
    }
    return parts.isEmpty() || parts.contains(UNDECIDED) ? UNDECIDED : HELD;
  }

  /// Judges a figure that is expected to be at least `yes`; below `no` it is not so, and between
  /// the two nothing is decided. A `NaN` decides nothing.
  static Holding atLeast(double figure, double yes, double no) {
    if (figure >= yes) {
      return HELD;
    }
    return figure < no ? DID_NOT_HOLD : UNDECIDED;
  }

  /// Judges a figure that is expected to be at most `yes`; above `no` it is not so, and between the
  /// two nothing is decided. A `NaN` decides nothing.
  static Holding atMost(double figure, double yes, double no) {
    if (figure <= yes) {
      return HELD;
    }
    return figure > no ? DID_NOT_HOLD : UNDECIDED;
  }

  @Override
  public String toString() {
    return text;
  }
}
