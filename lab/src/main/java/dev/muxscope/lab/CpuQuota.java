package dev.muxscope.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The time on processors that this process and its children are granted, as in a container: the
/// quotas of their control group and of those above it, of which the least holds. Whoever has used
/// one up stops until its next period begins, though processors be free.
///
/// Rules and files are those of the kernel's documents, `admin-guide/cgroup-v2.rst` ("CPU") and
/// `scheduler/sched-bwc.rst` for version 1. Immutable: every call reads anew.
public final class CpuQuota {

  private static final String CONTROLLER = "cpu";
  private static final Pattern LIMIT = Pattern.compile("(\\d+)\\s+(\\d+)\\s*");

  /// All that may have a quota.
  private final List<Path> groups;

  private CpuQuota(List<Path> groups) {
    this.groups = groups;
  }

  static CpuQuota none() {
    return new CpuQuota(List.of());
  }

  static CpuQuota ofThisProcess() {
    return new CpuQuota(ControlGroups.ofThisProcess(CONTROLLER));
  }

  /// @param mount where control groups are mounted
  /// @param memberships a text such as `/proc/self/cgroup`
  static CpuQuota of(Path mount, String memberships) {
    return new CpuQuota(ControlGroups.of(mount, memberships, CONTROLLER));
  }

  /// As much time per time as so many processors have; infinite without a quota.
  double processors() {
    return groups.stream().mapToDouble(CpuQuota::processors).min().orElse(Double.POSITIVE_INFINITY);
  }

  private static double processors(Path group) {
    String ofVersion1 =
        ProcFiles.read(group.resolve("cpu.cfs_quota_us"))
            + ProcFiles.read(group.resolve("cpu.cfs_period_us"));
    Matcher limit = LIMIT.matcher(ProcFiles.read(group.resolve("cpu.max")) + ofVersion1);
    return limit.matches()
        ? Double.parseDouble(limit.group(1)) / Double.parseDouble(limit.group(2))
        : Double.POSITIVE_INFINITY;
  }

  /// The periods of each group so far.
  List<Periods> periods() {
    return groups.stream().map(CpuQuota::periods).toList();
  }

  private static Periods periods(Path group) {
    String stat = ProcFiles.read(group.resolve("cpu.stat"));
    return new Periods(
        ControlGroups.count("nr_periods", stat), ControlGroups.count("nr_throttled", stat));
  }

  /// The share of a quota's periods between two readings in which it was used up: that of the group
  /// that was held up most, 0 without a quota.
  static double throttledShare(List<Periods> before, List<Periods> after) {
    return IntStream.range(0, before.size())
        .mapToDouble(group -> after.get(group).throttledShareSince(before.get(group)))
        .max()
        .orElse(0);
  }

  /// Counts of the periods of a group's quota, 0 without one.
  ///
  /// @param elapsed in which the group ran at all
  /// @param throttled in which it used its quota up
  record Periods(double elapsed, double throttled) {

    private double throttledShareSince(Periods earlier) {
      double more = elapsed - earlier.elapsed;
      return more > 0 ? (throttled - earlier.throttled) / more : 0;
    }
  }
}
