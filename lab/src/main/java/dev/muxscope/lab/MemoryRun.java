package dev.muxscope.lab;

import dev.muxscope.lab.stats.Interval;
import java.util.List;
import java.util.Optional;

/// What a mode's idle connections take of memory.
///
/// @param mode of the servers
/// @param climbs one for each phase, each of a server process of its own
record MemoryRun(String mode, List<MemoryClimb> climbs) {

  MemoryRun {
    climbs = List.copyOf(climbs);
  }

  boolean valid() {
    return refusal().isEmpty();
  }

  /// Why readings are not to be used; empty when all may be.
  String refusal() {
    return climbs.stream()
        .map(MemoryClimb::refusal)
        .filter(refusal -> !refusal.isEmpty())
        .findFirst()
        .orElse("");
  }

  Optional<MemoryClimb> climb(MemoryPhase phase) {
    return climbs.stream().filter(climb -> climb.phase() == phase).findFirst();
  }

  /// The bytes of a part that each connection takes in a phase, and their interval of 95 %; `NaN`
  /// if they are refused or not to be had.
  Interval perConnection(MemoryPhase phase, MemoryPart part) {
    return climb(phase)
        .map(climb -> climb.perConnection(part))
        .orElse(Interval.unknown(Double.NaN));
  }

  /// Resident bytes that a connection takes which has sent a request.
  Interval residentPerConnection() {
    return perConnection(MemoryPhase.ANSWERED, MemoryPart.RESIDENT);
  }

  /// The same without its interval.
  double bytesPerConnection() {
    return residentPerConnection().value();
  }
}
