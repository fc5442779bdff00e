package dev.muxscope.analytics.advice;

/// What advice comes down to.
public enum Verdict {
  /// Virtual threads would suit the service better than what it does.
  VIRTUAL_THREADS("virtual threads"),
  /// Multiplexing, or more of it, would suit it better.
  MULTIPLEXING("multiplexing"),
  /// No other way of waiting would change much.
  NEITHER("neither would matter"),
  /// The recording does not tell.
  NOT_ENOUGH("not enough evidence");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /// In the words of a report.
  public String label() {
    return label;
  }
}
