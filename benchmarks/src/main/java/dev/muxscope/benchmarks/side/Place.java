package dev.muxscope.benchmarks.side;

import java.util.Locale;

/// A point of the comparison: one load that every server is measured under.
///
/// @param connections at least 1
/// @param pipeline requests that are sent before their replies are read, at least 1
/// @param request what is asked
record Place(int connections, int pipeline, Request request) {

  /// As a heading.
  String label() {
    return String.format(
        Locale.ROOT,
        "%s, %,d connection%s%s",
        request,
        connections,
        connections == 1 ? "" : "s",
        pipeline == 1 ? "" : ", pipeline " + pipeline);
  }

  /// As a name in JSON.
  String id() {
    return (request + "-" + connections + "-" + pipeline).toLowerCase(Locale.ROOT);
  }
}
