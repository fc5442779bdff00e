package dev.muxscope.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// The memory that this process and its children may still take: of the machine, or of a container,
/// whichever has less. Safe to call from any thread.
public final class FreeMemory {

  private static final Pattern BYTES = Pattern.compile("(\\d+)\\s*");

  private FreeMemory() {}

  /// In bytes; infinite where nothing tells.
  public static double bytes() {
    return bytes(ProcFiles.read(Path.of("/proc/meminfo")), ControlGroups.ofThisProcess("memory"));
  }

  /// The same from a text such as `/proc/meminfo`, and the directories of control groups.
  static double bytes(String meminfo, List<Path> groups) {
    double machine = 1024 * ProcFiles.number("MemAvailable", meminfo);
    return DoubleStream.concat(
            DoubleStream.of(machine),
            groups.stream().flatMap(FreeMemory::ofEitherVersion).mapToDouble(free -> free))
        .filter(free -> !Double.isNaN(free))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static Stream<Double> ofEitherVersion(Path group) {
    return Stream.of(
        free(group, "memory.max", "memory.current"),
        free(group, "memory.limit_in_bytes", "memory.usage_in_bytes"));
  }

  /// `NaN` where there is no limit.
  private static double free(Path group, String limit, String used) {
    // Of files, and given back when somebody needs it.
    String stat = ProcFiles.read(group.resolve("memory.stat"));
    double cached = ControlGroups.count("inactive_file", stat);
    return number(group.resolve(limit)) - number(group.resolve(used)) + cached;
  }

  private static double number(Path file) {
    Matcher number = BYTES.matcher(ProcFiles.read(file));
    return number.find() ? Double.parseDouble(number.group(1)) : Double.NaN;
  }
}
