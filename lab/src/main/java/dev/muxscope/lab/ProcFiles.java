package dev.muxscope.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Reads the texts of Linux's `/proc` and `/sys`. Safe to call from any thread.
public final class ProcFiles {

  /// The kernel shows times in hundredths of a second, whatever it counts in.
  static final long TICK_NANOS = 10_000_000;

  private static final Pattern OPEN_FILES = Pattern.compile("Max open files +(\\d+)");

  private ProcFiles() {}

  /// The text of a file, empty where there is none: another system, or a thread that has just
  /// ended.
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return "";
    }
  }

  /// The processors this process may run on; where nothing tells, as many as there are.
  public static List<Integer> allowedCpus() {
    Matcher list = field("Cpus_allowed_list", read(Path.of("/proc/self/status")));
    return list.find()
        ? allowedCpus(list.group(1), read(Path.of("/sys/devices/system/cpu/online")))
        : IntStream.range(0, Runtime.getRuntime().availableProcessors()).boxed().toList();
  }

  /// The processors of a list that are on: the kernel allows those too that are switched off or not
  /// plugged in.
  ///
  /// @param online the list of those that are on; empty where the kernel does not tell
  static List<Integer> allowedCpus(String allowed, String online) {
    List<Integer> cpus = cpus(allowed);
    if (!online.isBlank()) {
      cpus.retainAll(Set.copyOf(cpus(online)));
    }
    return cpus;
  }

  /// How many files this process may have open; empty where nothing tells, or nothing bounds it.
  public static OptionalLong openFiles() {
    return openFiles(read(Path.of("/proc/self/limits")));
  }

  /// The same from a text such as `/proc/PID/limits`.
  static OptionalLong openFiles(String limits) {
    Matcher files = OPEN_FILES.matcher(limits);
    return files.find() ? OptionalLong.of(Long.parseLong(files.group(1))) : OptionalLong.empty();
  }

  /// The processors that are threads of the same core as one, itself included, as the kernel lists
  /// them; empty where it does not tell.
  static String siblings(int cpu) {
    return read(Path.of("/sys/devices/system/cpu/cpu" + cpu + "/topology/thread_siblings_list"))
        .strip();
  }

  /// Parses a list of processors, as `0-1,4`.
  static List<Integer> cpus(String list) {
    List<Integer> cpus = new ArrayList<>();
    for (String range : list.strip().split(",")) {
      String[] ends = range.split("-");
      IntStream.rangeClosed(
              Integer.parseInt(ends[0].strip()), Integer.parseInt(ends[ends.length - 1].strip()))
          .forEach(cpus::add);
    }
    return cpus;
  }

  /// The first number of a name in a text such as `/proc/PID/status`, as `RssAnon` in KiB; `NaN`
  /// where there is none.
  public static double number(String name, String status) {
    Matcher value = field(name, status);
    return value.find() ? Double.parseDouble(value.group(1).replaceAll("\\D", "")) : Double.NaN;
  }

  /// Whether a process has a capability, from its `/proc/PID/status`; `false` where it does not
  /// tell.
  ///
  /// @param number of the capability, as in `linux/capability.h`
  public static boolean hasCapability(int number, String status) {
    Matcher set = field("CapEff", status);
    return set.find() && (Long.parseUnsignedLong(set.group(1).strip(), 16) >>> number & 1) == 1;
  }

  /// Nanoseconds that some processors have spent in processes since the system started, from a
  /// `/proc/stat`; interrupts are not among them, as nobody can say whose they are.
  static double busyNanos(String stat, Set<Integer> cpus) {
    double ticks = 0;
    int found = 0;
    for (String line : stat.lines().filter(line -> line.matches("cpu\\d+ .*")).toList()) {
      String[] fields = line.split(" +");
      if (cpus.contains(Integer.valueOf(fields[0].substring(3)))) {
        ticks +=
            Double.parseDouble(fields[1])
                + Double.parseDouble(fields[2])
                + Double.parseDouble(fields[3]);
        found++;
      }
    }
    return found > 0 && found == cpus.size() ? ticks * TICK_NANOS : Double.NaN;
  }

  /// Nanoseconds that a thread could have run and had no processor, from its `schedstat`; `NaN`
  /// where it does not tell.
  static double queueNanos(String schedstat) {
    String[] fields = schedstat.strip().split(" ");
    return fields.length == 3 ? Double.parseDouble(fields[1]) : Double.NaN;
  }

  /// Pages that the buffers of all TCP sockets hold, from a `/proc/net/sockstat`; `NaN` where it
  /// does not tell.
  static double tcpPages(String sockstat) {
    Matcher tcp = Pattern.compile("(?m)^TCP:.* mem (\\d+)").matcher(sockstat);
    return tcp.find() ? Double.parseDouble(tcp.group(1)) : Double.NaN;
  }

  private static Matcher field(String name, String status) {
    return Pattern.compile("(?m)^" + name + ":\\s*(.*)$").matcher(status);
  }
}
