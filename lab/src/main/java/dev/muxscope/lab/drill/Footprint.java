package dev.muxscope.lab.drill;

import dev.muxscope.lab.ProcFiles;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What a server's process has used up to a moment, and holds at it; from Linux's `/proc`.
///
/// @param atNanos the moment, in [System#nanoTime]
/// @param cpuNanosByThread CPU time of each thread that is alive; empty where nothing tells
/// @param cpuNanosOfAll CPU time of all threads, those that have ended too, in steps of 10 ms;
///   `NaN` where nothing tells
/// @param residentBytes of its memory without mapped files; `NaN` where nothing tells
record Footprint(
    long atNanos, Map<String, Long> cpuNanosByThread, double cpuNanosOfAll, double residentBytes) {

  Footprint {
    cpuNanosByThread = Map.copyOf(cpuNanosByThread);
  }

  /// Reads a file for each thread, so about 20 ms for a thousand.
  static Footprint of(long pid) {
    Path proc = Path.of("/proc", Long.toString(pid));
    double resident = 1024 * ProcFiles.number("RssAnon", ProcFiles.read(proc.resolve("status")));
    long begun = System.nanoTime();
    Map<String, Long> byThread = byThread(proc.resolve("task"));
    double all =
        ProcessHandle.of(pid)
            .flatMap(process -> process.info().totalCpuDuration())
            .map(Duration::toNanos)
            .orElse(-1L);
    long moment = begun + (System.nanoTime() - begun) / 2;
    return new Footprint(moment, byThread, all < 0 ? Double.NaN : all, resident);
  }

  private static Map<String, Long> byThread(Path task) {
    Map<String, Long> byThread = new HashMap<>();
    File[] threads = task.toFile().listFiles();
    for (File thread : threads == null ? new File[0] : threads) {
      String stat = ProcFiles.read(thread.toPath().resolve("schedstat"));
      if (!stat.isBlank()) {
        byThread.put(thread.getName(), Long.valueOf(stat.substring(0, stat.indexOf(' '))));
      }
    }
    return byThread;
  }

  /// CPU time since `earlier` of all threads but those that have ended meanwhile; `NaN` where
  /// nothing tells. Exact, also for short times.
  double cpuNanosSince(Footprint earlier) {
    if (cpuNanosByThread.isEmpty() || earlier.cpuNanosByThread.isEmpty()) {
      return Double.NaN;
    }
    return cpuNanosByThread.entrySet().stream()
        .mapToDouble(thread ->
            thread.getValue() - earlier.cpuNanosByThread.getOrDefault(thread.getKey(), 0L))
        .sum();
  }

  /// CPU time since `earlier` of all threads, those that have ended meanwhile too, in steps of 10
  /// ms; `NaN` where nothing tells.
  double cpuNanosOfAllSince(Footprint earlier) {
    return cpuNanosOfAll - earlier.cpuNanosOfAll;
  }

  double secondsSince(Footprint earlier) {
    return (atNanos - earlier.atNanos) / 1e9;
  }
}
