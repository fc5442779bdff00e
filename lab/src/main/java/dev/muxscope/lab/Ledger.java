package dev.muxscope.lab;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What a request has cost the server in one run, each [Cost] per request.
///
/// @param perRequest those that are known; unmodifiable
record Ledger(Map<Cost, Double> perRequest) {

  Ledger {
    Map<Cost, Double> known = new EnumMap<>(Cost.class);
    perRequest.forEach((cost, value) -> {
      if (Double.isFinite(value)) {
        known.put(cost, value);
      }
    });
    perRequest = Collections.unmodifiableMap(known);
  }

  /// A figure; `NaN` where it is not known.
  double get(Cost cost) {
    return perRequest.getOrDefault(cost, Double.NaN);
  }
}
