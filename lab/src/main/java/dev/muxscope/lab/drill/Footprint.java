package dev.muxscope.lab.drill;

import dev.muxscope.lab.ProcFiles;
import dev.muxscope.lab.ProcessClock;
import java.nio.file.Path;

/// What a server's process has used up to a moment, and holds at it.
///
/// @param atNanos the moment, in [System#nanoTime]
/// @param cpuNanos CPU time of all its threads, those that have ended too; `NaN` where nothing
///   tells
/// @param residentBytes of its memory without mapped files; `NaN` where nothing tells
record Footprint(long atNanos, double cpuNanos, double residentBytes) {

  static Footprint of(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    double resident = 1024 * ProcFiles.number("RssAnon", ProcFiles.read(status));
    return new Footprint(System.nanoTime(), ProcessClock.EXACT.nanos(pid), resident);
  }

  /// CPU time since `earlier`, exact also for short times; `NaN` where nothing tells.
  double cpuNanosSince(Footprint earlier) {
    return cpuNanos - earlier.cpuNanos;
  }

  double secondsSince(Footprint earlier) {
    return (atNanos - earlier.atNanos) / 1e9;
  }
}
