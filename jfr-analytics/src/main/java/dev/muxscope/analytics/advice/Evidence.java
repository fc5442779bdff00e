package dev.muxscope.analytics.advice;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// All that advice rests on: what was seen in a recording, and nothing that was not.
///
/// Immutable.
///
/// @param mode of Muxscope's own server; empty for any other application
/// @param seen the facts that the recording tells
/// @param own figures per request of Muxscope's own server; without any for other applications, and
///   where too little was under load
public record Evidence(String mode, Map<Fact, Seen> seen, Measures own) {

  public Evidence {
    Map<Fact, Seen> sorted = new EnumMap<>(Fact.class);
    sorted.putAll(seen);
    seen = Collections.unmodifiableMap(sorted);
  }

  /// The figure of a fact; `NaN` where it is not known.
  public double of(Fact fact) {
    Seen known = seen.get(fact);
    return known == null ? Double.NaN : known.value();
  }

  /// Whether a fact is known, and at least `least`.
  boolean atLeast(Fact fact, double least) {
    return of(fact) >= least;
  }

  /// Whether a fact is known, and below `bound`.
  boolean below(Fact fact, double bound) {
    return of(fact) < bound;
  }

  boolean knows(Fact fact) {
    return !Double.isNaN(of(fact));
  }

  /// What or where, of a fact; empty where it is not known.
  String detail(Fact fact) {
    Seen known = seen.get(fact);
    return known == null ? "" : known.detail();
  }

  /// How the service waits for its sockets, as far as was seen.
  Waiting waiting() {
    if (!mode.isEmpty()) {
      return Waiting.ofMode(mode);
    }
    boolean loops = atLeast(Fact.LOOPS, 1);
    boolean virtual = atLeast(Fact.VIRTUAL, 1);
    // A selector beside a pool most likely hands over to it, as those of servlet containers do.
    boolean blocked = atLeast(Fact.SOCKET_WAITERS, 1) || (loops && atLeast(Fact.POOLED, 2));
    int ways = (loops ? 1 : 0) + (virtual ? 1 : 0) + (blocked ? 1 : 0);
    if (ways > 1 || atLeast(Fact.TURNS, 1)) {
      return Waiting.MIXED;
    }
    return loops
        ? Waiting.EVENT_LOOPS
        : virtual ? Waiting.VIRTUAL_THREADS : blocked ? Waiting.PLATFORM_THREADS : Waiting.UNKNOWN;
  }
}
