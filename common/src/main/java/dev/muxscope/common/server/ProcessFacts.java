package dev.muxscope.common.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/// What the kernel says of this process in `/proc`; nothing where there is no such thing.
final class ProcessFacts {

  private static final Path SELF = Path.of("/proc/self");

  /// The kernel's clock ticks in `/proc`, the same on every Linux.
  private static final double TICKS_PER_SECOND = 100;

  /// Where user and system time stand behind the name in `/proc/self/stat`.
  private static final int USER_TIME = 11;

  private ProcessFacts() {}

  /// CPU time since the start, in seconds. The kernel counts both in steps of 10 ms, so their sum
  /// is better than either.
  static Map<String, Object> cpu() {
    try {
      String stat = Files.readString(SELF.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return InfoCommand.facts(
          "used_cpu_sys", seconds(fields[USER_TIME + 1]),
          "used_cpu_user", seconds(fields[USER_TIME]));
    } catch (IOException _) {
      return Map.of();
    }
  }

  private static String seconds(String ticks) {
    return String.format(Locale.ROOT, "%.6f", Long.parseLong(ticks) / TICKS_PER_SECOND);
  }

  /// What of its memory is in RAM now, in bytes.
  static OptionalLong residentBytes() {
    return statusBytes("VmRSS:");
  }

  /// The most that was in RAM, in bytes.
  static OptionalLong residentPeakBytes() {
    return statusBytes("VmHWM:");
  }

  private static OptionalLong statusBytes(String name) {
    try {
      for (String line : Files.readAllLines(SELF.resolve("status"))) {
        if (line.startsWith(name)) {
          return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) << 10);
        }
      }
    } catch (IOException _) {
      // As where there is no /proc.
    }
    return OptionalLong.empty();
  }
}
