package dev.muxscope.lab.drill;

/// One expectation of a drill, and what became of it.
///
/// @param subject whom it is about: a mode, mostly
/// @param claim what was expected
/// @param holding whether it was so
/// @param figures what was measured, in words
record Conclusion(String subject, String claim, Holding holding, String figures) {

  /// The same, but undecided if the figures are doubted.
  Conclusion undecidedIf(boolean doubted) {
    return doubted ? new Conclusion(subject, claim, Holding.UNDECIDED, figures) : this;
  }

  @Override
  public String toString() {
    return subject + ": " + claim + ": " + holding + ". " + figures;
  }
}
