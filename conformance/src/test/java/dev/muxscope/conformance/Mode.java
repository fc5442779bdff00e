package dev.muxscope.conformance;

import java.util.Locale;

/// The ways of waiting that `--mode` chooses between.
enum Mode {
  SELECT,
  VTHREADS,
  THREADS;

  String option() {
    return "--mode=" + toString();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
