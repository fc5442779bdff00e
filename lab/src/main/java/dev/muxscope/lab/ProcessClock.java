package dev.muxscope.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.Optional;

/// The kernel's account of another process's CPU time, by `clock_gettime(2)`: of all its threads,
/// those that have ended too, finer than the hundredths of a second that `/proc` tells. A reading
/// takes some microseconds, and nothing of the other process.
///
/// It knows processes by number only: whoever asks must see to it that the number is still that of
/// the process that is meant, as [ServerAccount] does.
///
/// Linux only, and only where this module may call native code: the image's launcher allows it.
/// Safe to call from any thread.
public enum ProcessClock {
  /// Both, exact to the nanosecond, as the scheduler counts it.
  EXACT(2),
  /// User time as the kernel samples it at its ticks, a few hundred times a second.
  SAMPLED_USER(1),
  /// User and system time as the kernel samples it.
  SAMPLED(0);

  private static final Duration SETTLING_STEP = Duration.ofMillis(50);
  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(3);
  private static final double BUSY_SHARE = 0.02;

  private static final Optional<MethodHandle> CLOCK_GETTIME = find();

  /// `struct timespec` where `long` has 64 bits: seconds, nanoseconds.
  private static final MemoryLayout TIMESPEC =
      MemoryLayout.sequenceLayout(2, ValueLayout.JAVA_LONG);

  /// No process of Linux has a higher number. Beyond, and below 1, the kernel's number of a clock
  /// would be that of another clock, as of this process's own.
  private static final long MOST_PID = 1 << 22;

  private final int number;

  ProcessClock(int number) {
    this.number = number;
  }

  /// The CPU time of a process since its start; `NaN` where it is not to be had.
  public double nanos(long pid) {
    return pid < 1 || pid > MOST_PID
        ? Double.NaN
        : CLOCK_GETTIME.map(call -> nanos(call, clockId(pid))).orElse(Double.NaN);
  }

  /// Waits until a process is idle, its compilers included, for three seconds at most; for a moment
  /// only where its CPU time is not to be had.
  public static void awaitIdle(long pid) throws InterruptedException {
    double used = EXACT.nanos(pid);
    for (int i = 0; i < LONGEST_SETTLING.dividedBy(SETTLING_STEP); i++) {
      Thread.sleep(SETTLING_STEP);
      double before = used;
      used = EXACT.nanos(pid);
      if (!(used - before > BUSY_SHARE * SETTLING_STEP.toNanos())) {
        return;
      }
    }
  }

  /// The kernel's number for the clock of a process, as `clock_getcpuclockid(3)` makes it.
  private int clockId(long pid) {
    return (int) (~pid << 3 | number);
  }

  private static double nanos(MethodHandle clockGettime, int clock) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(TIMESPEC);
      boolean known = (int) clockGettime.invokeExact(clock, time) == 0;
      return known
          ? time.getAtIndex(ValueLayout.JAVA_LONG, 0) * 1e9
              + time.getAtIndex(ValueLayout.JAVA_LONG, 1)
          : Double.NaN;
    } catch (Throwable e) {
      throw new AssertionError("clock_gettime throws nothing", e);
    }
  }

  // Restricted, and allowed: this is asked before.
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> find() {
    boolean linux = System.getProperty("os.name").equals("Linux");
    if (!linux || !ProcessClock.class.getModule().isNativeAccessEnabled()) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    FunctionDescriptor type =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    return library.find("clock_gettime").map(address -> linker.downcallHandle(address, type));
  }
}
