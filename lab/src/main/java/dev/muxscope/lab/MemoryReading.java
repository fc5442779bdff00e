package dev.muxscope.lab;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// A server's memory at a number of idle connections.
///
/// @param connections open
/// @param bytes of each part that is known; unmodifiable
record MemoryReading(int connections, Map<MemoryPart, Double> bytes) {

  MemoryReading {
    Map<MemoryPart, Double> known = new EnumMap<>(MemoryPart.class);
    bytes.forEach((part, value) -> {
      if (Double.isFinite(value)) {
        known.put(part, value);
      }
    });
    bytes = Collections.unmodifiableMap(known);
  }

  /// The bytes of a part; `NaN` where they are not known.
  double get(MemoryPart part) {
    return bytes.getOrDefault(part, Double.NaN);
  }
}
