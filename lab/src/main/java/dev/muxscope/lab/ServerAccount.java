package dev.muxscope.lab;

import static java.lang.Double.NaN;

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
/// there is CPU time and memory, and what is not to be had is `NaN`.
///
/// The process is the one that has the number when this is made: when it ends, and another one gets
/// its number, that one's figures are not told. Immutable: every call reads anew.
final class ServerAccount {

  private final long pid;
  private final Optional<ProcessHandle> process;
  private final Path proc;
  private final Set<Integer> cpus;

  /// @param cpus the server is pinned to; empty where it is not
  ServerAccount(long pid, List<Integer> cpus) {
    this.pid = pid;
    this.process = ProcessHandle.of(pid);
    this.proc = Path.of("/proc", Long.toString(pid));
    this.cpus = Set.copyOf(cpus);
  }

  /// The process's accounts at a moment.
  ///
  /// @param epochNanos the moment, in nanoseconds since 1970
  /// @param cpuNanos of all the server's threads, those that have ended too, user and system
  /// @param busyNanos of all processes on the server's processors
  /// @param sampled CPU time as the kernel's ticks find it, apart for user and system
  /// @param readCalls read system calls, on files of any kind
  /// @param writeCalls write system calls, on files of any kind
  record Moment(
      long epochNanos,
      double cpuNanos,
      double busyNanos,
      Sampled sampled,
      double readCalls,
      double writeCalls) {

    /// Nothing read yet.
    static final Moment NONE = new Moment(0, NaN, NaN, Sampled.NONE, NaN, NaN);

    /// The share of the processors' time that other processes than the server have used since
    /// `earlier`; `NaN` where it is not known.
    double foreignShareSince(Moment earlier, int processors) {
      double foreign = busyNanos - earlier.busyNanos - (cpuNanos - earlier.cpuNanos);
      return Math.max(0, foreign / ((double) (epochNanos - earlier.epochNanos) * processors));
    }
  }

  /// CPU time by samples: the kernel looks 100 to 1000 times a second whether the process runs in
  /// user or kernel mode. A server that sleeps most of the time is rarely met, and not at random,
  /// as the same timers wake the load.
  ///
  /// @param userNanos outside of the kernel
  /// @param systemNanos in it
  record Sampled(double userNanos, double systemNanos) {

    static final Sampled NONE = new Sampled(NaN, NaN);

    /// Ten samples, at the usual 250 a second: below, chance would say more than they do.
    private static final double ENOUGH_NANOS = 40e6;

    /// The share of the CPU time since `earlier` that went to the kernel; `NaN` where it is not
    /// known, or there are too few samples.
    double systemShareSince(Sampled earlier) {
      double system = systemNanos - earlier.systemNanos;
      double all = system + userNanos - earlier.userNanos;
      return all >= ENOUGH_NANOS ? system / all : NaN;
    }
  }

  /// Asked after a reading, whether it was of the process that is meant: a handle knows a process
  /// by its start too, in hundredths of a second.
  private boolean isThere() {
    return process.map(ProcessHandle::isAlive).orElse(false);
  }

  /// By how much a [Moment]'s CPU time may be wrong: 0 where the kernel's own clock can be read,
  /// else the 10 ms steps of the accounts that are left.
  double cpuStepNanos() {
    return Double.isNaN(ProcessClock.EXACT.nanos(pid)) ? ProcFiles.TICK_NANOS : 0;
  }

  /// Reads it from the system.
  ///
  /// @return [Moment#NONE] if the process has ended
  Moment now() {
    double cpu = ProcessClock.EXACT.nanos(pid);
    Instant time = Instant.now();
    String io = ProcFiles.read(proc.resolve("io"));
    String stat = cpus.isEmpty() ? "" : ProcFiles.read(Path.of("/proc/stat"));
    Moment moment =
        new Moment(
            time.getEpochSecond() * 1_000_000_000L + time.getNano(),
            Double.isNaN(cpu) ? cpuNanosInSteps() : cpu,
            ProcFiles.busyNanos(stat, cpus),
            sampled(),
            ProcFiles.number("syscr", io),
            ProcFiles.number("syscw", io));
    return isThere() ? moment : Moment.NONE;
  }

  private Sampled sampled() {
    double user = ProcessClock.SAMPLED_USER.nanos(pid);
    return new Sampled(user, ProcessClock.SAMPLED.nanos(pid) - user);
  }

  /// The CPU time as the system shows it everywhere, on Linux in steps of 10 ms.
  private double cpuNanosInSteps() {
    Optional<Duration> cpu = process.flatMap(handle -> handle.info().totalCpuDuration());
    return cpu.map(time -> (double) time.toNanos()).orElse(Double.NaN);
  }

  /// Reads two files for each thread, so about 30 ms for a thousand.
  ///
  /// @param deadline for that, in [System#nanoTime()]
  /// @return [ThreadCounts#NONE] if it would take longer
  ThreadCounts threads(long deadline) {
    long begun = System.nanoTime();
    Map<String, ThreadCounts.Count> byThread = new HashMap<>();
    Path tasks = proc.resolve("task");
    String[] threads = tasks.toFile().list();
    for (String thread : threads == null ? new String[0] : threads) {
      if (System.nanoTime() - deadline >= 0) {
        return ThreadCounts.NONE;
      }
      ThreadCounts.Count count = count(tasks.resolve(thread));
      if (!Double.isNaN(count.voluntary())) {
        byThread.put(thread, count);
      }
    }
    long moment = begun + (System.nanoTime() - begun) / 2;
    return new ThreadCounts(moment, isThere() ? byThread : Map.of());
  }

  private static ThreadCounts.Count count(Path task) {
    String status = ProcFiles.read(task.resolve("status"));
    return new ThreadCounts.Count(
        ProcFiles.number("voluntary_ctxt_switches", status),
        ProcFiles.number("nonvoluntary_ctxt_switches", status),
        ProcFiles.queueNanos(ProcFiles.read(task.resolve("schedstat"))));
  }

  /// Bytes of the server's memory that are resident: where it is told apart, without files that are
  /// mapped, as the JDK itself.
  double residentBytes() throws InterruptedException {
    String status = ProcFiles.read(proc.resolve("status"));
    double anonymous = ProcFiles.number("RssAnon", status);
    double all = ProcFiles.number("VmRSS", status);
    double kibibytes = Double.isNaN(anonymous) ? all : anonymous;
    double bytes = 1024 * (status.isEmpty() ? residentByPs() : kibibytes);
    return isThere() ? bytes : Double.NaN;
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
