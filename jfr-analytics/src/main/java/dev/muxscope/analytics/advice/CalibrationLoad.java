package dev.muxscope.analytics.advice;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/// One load, as the recordings of Muxscope's modes saw it.
///
/// @param name as `c64 a64 r8000 b0 p1 none`: connections, active ones, requests per second (0 for
///   a closed loop), payload, pipeline, work
/// @param byMode what each mode's recording holds
record CalibrationLoad(String name, Map<String, Measures> byMode) {

  /// One load of three is kept from the fit, whatever was measured: its error is the honest one.
  private static final int KEPT_APART = 3;

  private static final double SAME_RATE = 0.05;

  CalibrationLoad {
    byMode = Map.copyOf(byMode);
  }

  /// Whether the fit must not see it: by its name, so that nobody could choose.
  boolean unseen() {
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return sum.getValue() % KEPT_APART == 0;
  }

  /// Whether every mode was recorded, and served the rate that was asked for.
  boolean isSound(int modes) {
    return byMode.size() == modes && byMode.values().stream().allMatch(this::isServed);
  }

  private boolean isServed(Measures seen) {
    double asked = rate();
    double served = seen.of(Measure.RATE);
    boolean kept = asked == 0 || Math.abs(served - asked) <= SAME_RATE * asked;
    return kept && seen.of(Measure.CPU) > 0;
  }

  private double rate() {
    for (String part : name.split(" ")) {
      if (part.startsWith("r")) {
        return Double.parseDouble(part.substring(1));
      }
    }
    throw new IllegalArgumentException("load \"" + name + "\" has no rate");
  }
}
