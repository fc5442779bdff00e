package dev.muxscope.benchmarks.side;

import java.util.List;
import java.util.function.IntFunction;

/// A server that is measured.
///
/// @param name in tables
/// @param kind what it is
/// @param command that starts it at a port
/// @param ready a part of the line that says that it listens
record Contender(String name, Kind kind, IntFunction<List<String>> command, String ready) {

  /// The name of the server that all others are compared with.
  static final String FLOOR = "floor";

  enum Kind {
    FLOOR,
    REDIS,
    MUXSCOPE,
    /// What the JDK offers, without anything of ours: no rival but what our modes are built on.
    JDK,
    NETTY;

    /// Whether it is a Java program, whose collector can be asked.
    boolean java() {
      return this == MUXSCOPE || this == JDK || this == NETTY;
    }
  }
}
