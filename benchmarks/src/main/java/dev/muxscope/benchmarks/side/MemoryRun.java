package dev.muxscope.benchmarks.side;

import dev.muxscope.lab.stats.Slope;
import java.util.List;

/// The resident memory of one server process as its idle connections become more.
///
/// @param contender by name
/// @param round from 0
/// @param readings by rising number of connections, at least two
record MemoryRun(String contender, int round, List<Reading> readings) {

  /// @param connections that were open
  /// @param bytes resident
  record Reading(int connections, double bytes) {}

  MemoryRun {
    readings = List.copyOf(readings);
  }

  /// Bytes that a connection more takes: the slope of a line through the readings.
  double bytesPerConnection() {
    return line().slope().value();
  }

  /// Bytes that the line has without connections.
  double base() {
    return line().base();
  }

  private Slope line() {
    return Slope.of(
        readings.stream().mapToDouble(Reading::connections).toArray(),
        readings.stream().mapToDouble(Reading::bytes).toArray());
  }
}
