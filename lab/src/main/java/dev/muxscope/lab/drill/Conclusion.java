package dev.muxscope.lab.drill;

import java.util.Set;

/// One expectation of a drill, and what became of it.
///
/// @param subject whom it is about: a mode, mostly
/// @param claim what was expected
/// @param holding whether it was so
/// @param figures what was measured, in words
record Conclusion(String subject, String claim, Holding holding, String figures) {

  /// The same, but undecided if its subject's figures are doubted.
  Conclusion unlessDoubted(Set<String> subjects) {
    return subjects.contains(subject)
        ? new Conclusion(subject, claim, Holding.UNDECIDED, figures)
        : this;
  }

  @Override
  public String toString() {
    return subject + ": " + claim + ": " + holding + ". " + figures;
  }
}
