package dev.muxscope.lab;

import java.util.List;

/// A server's memory at rising numbers of idle connections.
///
/// @param mode of the server
/// @param readings by rising numbers of connections
/// @param refusal why the readings are not to be used; empty when they may be
record MemoryRun(String mode, List<Reading> readings, String refusal) {

  MemoryRun {
    readings = List.copyOf(readings);
  }

  /// @param connections open, each of which has sent one request
  /// @param residentBytes of the server
  record Reading(int connections, double residentBytes) {}

  boolean valid() {
    return refusal.isEmpty();
  }

  /// The slope of the line through the readings; `NaN` if they are refused or not to be had.
  double bytesPerConnection() {
    double[] x = readings.stream().mapToDouble(Reading::connections).toArray();
    double[] y = readings.stream().mapToDouble(Reading::residentBytes).toArray();
    return valid() ? Slope.of(x, y).slope() : Double.NaN;
  }

  /// The slopes between neighbouring readings: far apart where the line is a bad description.
  Range neighbours() {
    double[] slopes = new double[valid() ? readings.size() - 1 : 0];
    for (int i = 0; i < slopes.length; i++) {
      Reading from = readings.get(i);
      Reading to = readings.get(i + 1);
      slopes[i] =
          (to.residentBytes() - from.residentBytes()) / (to.connections() - from.connections());
    }
    return Range.of(slopes);
  }
}
