package dev.muxscope.lab;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the operating system has counted for a server's process. Linux tells all of it; elsewhere
/// switches and foreign load are `NaN`, and so is whatever else is not to be had.
///
/// Immutable: every call reads anew.
final class ServerAccount {

  private final long pid;
  private final Path proc;
  private final Set<Integer> cpus;

  /// @param cpus the server is pinned to; empty where it is not
  ServerAccount(long pid, List<Integer> cpus) {
    this.pid = pid;
    this.proc = Path.of("/proc", Long.toString(pid));
    this.cpus = Set.copyOf(cpus);
  }

  /// CPU time at a moment.
  ///
  /// @param epochNanos the moment, in nanoseconds since 1970
  /// @param cpuNanos of all the server's threads, those that have ended too, user and system, in
  ///   steps of 10 ms on Linux
  /// @param busyNanos of all processes on the server's processors
  record Moment(long epochNanos, double cpuNanos, double busyNanos) {

    /// The share of the processors' time that other processes than the server have used since
    /// `earlier`; `NaN` where it is not known.
    double foreignShareSince(Moment earlier, int processors) {
      double foreign = busyNanos - earlier.busyNanos - (cpuNanos - earlier.cpuNanos);
      return Math.max(0, foreign / ((double) (epochNanos - earlier.epochNanos) * processors));
    }
  }

  Moment now() {
    Optional<Duration> cpu =
        ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration());
    Instant time = Instant.now();
    String stat = cpus.isEmpty() ? "" : ProcFiles.read(Path.of("/proc/stat"));
    return new Moment(
        time.getEpochSecond() * 1_000_000_000L + time.getNano(),
        cpu.map(nanos -> (double) nanos.toNanos()).orElse(Double.NaN),
        ProcFiles.busyNanos(stat, cpus));
  }

  /// Reads a file for each thread, so about 20 ms for a thousand.
  Switches switches() {
    long begun = System.nanoTime();
    Map<String, Switches.Count> byThread = new HashMap<>();
    String[] threads = proc.resolve("task").toFile().list();
    for (String thread : threads == null ? new String[0] : threads) {
      String status = ProcFiles.read(proc.resolve("task").resolve(thread).resolve("status"));
      Switches.Count count =
          new Switches.Count(
              ProcFiles.number("voluntary_ctxt_switches", status),
              ProcFiles.number("nonvoluntary_ctxt_switches", status));
      if (!Double.isNaN(count.all())) {
        byThread.put(thread, count);
      }
    }
    return new Switches(begun + (System.nanoTime() - begun) / 2, byThread);
  }

  /// Bytes of the server's memory that are resident: where it is told apart, without files that are
  /// mapped, as the JDK itself.
  double residentBytes() throws InterruptedException {
    String status = ProcFiles.read(proc.resolve("status"));
    double anonymous = ProcFiles.number("RssAnon", status);
    double all = ProcFiles.number("VmRSS", status);
    double kibibytes = Double.isNaN(anonymous) ? all : anonymous;
    return 1024 * (status.isEmpty() ? residentByPs() : kibibytes);
  }

  private double residentByPs() throws InterruptedException {
    try {
      Process ps =
          new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid))
              .redirectError(new File("/dev/null"))
              .start();
      String text = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      ps.waitFor();
      return Double.parseDouble(text.strip());
    } catch (IOException | NumberFormatException _) {
      return Double.NaN;
    }
  }
}
