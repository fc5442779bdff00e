package dev.muxscope.lab;

import dev.muxscope.lab.stats.Interval;
import dev.muxscope.lab.stats.Slope;
import java.util.List;

/// The memory of one server process at rising numbers of idle connections.
///
/// @param phase how far its connections had come
/// @param readings by rising numbers of connections
/// @param refusal why the readings are not to be used; empty when they may be
record MemoryClimb(MemoryPhase phase, List<MemoryReading> readings, String refusal) {

  MemoryClimb {
    readings = List.copyOf(readings);
  }

  /// By how many bytes a part grows with each connection: the slope of the line through the
  /// readings that have it; `NaN` if they are refused, or too few.
  Interval perConnection(MemoryPart part) {
    List<MemoryReading> known =
        readings.stream()
            .filter(reading -> refusal.isEmpty() && !Double.isNaN(reading.get(part)))
            .toList();
    return Slope.of(
            known.stream().mapToDouble(MemoryReading::connections).toArray(),
            known.stream().mapToDouble(reading -> reading.get(part)).toArray())
        .slope();
  }
}
