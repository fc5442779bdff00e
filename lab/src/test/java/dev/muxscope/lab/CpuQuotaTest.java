package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.lab.CpuQuota.Periods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuQuotaTest {

  private static final String VERSION_2 = "0::/pod/app\n";
  private static final String VERSION_1 = "5:cpuset:/pod\n4:cpu,cpuacct:/pod/app\n0::/\n";

  @TempDir private Path groups;

  private void write(String file, String text) throws IOException {
    Path path = groups.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void isInfiniteWithoutFilesOrLimit() throws IOException {
    assertEquals(Double.POSITIVE_INFINITY, CpuQuota.of(groups, "").processors());
    assertEquals(Double.POSITIVE_INFINITY, CpuQuota.of(groups, VERSION_2).processors());
    write("pod/app/cpu.max", "max 100000\n");
    write("cpu/pod/app/cpu.cfs_quota_us", "-1\n");
    write("cpu/pod/app/cpu.cfs_period_us", "100000\n");
    assertEquals(Double.POSITIVE_INFINITY, CpuQuota.of(groups, VERSION_2).processors());
    assertEquals(Double.POSITIVE_INFINITY, CpuQuota.of(groups, VERSION_1).processors());
    assertEquals(
        List.of(new Periods(0, 0)),
        List.copyOf(Set.copyOf(CpuQuota.of(groups, VERSION_2).periods())));
  }

  @Test
  void isThatOfTheGroup() throws IOException {
    write("pod/app/cpu.max", "150000 100000\n");
    write("pod/app/cpu.stat", "usage_usec 7\nnr_periods 40\nnr_throttled 3\nthrottled_usec 9\n");
    CpuQuota quota = CpuQuota.of(groups, VERSION_2);
    assertEquals(1.5, quota.processors());
    assertEquals(new Periods(40, 3), quota.periods().getFirst());
  }

  @Test
  void isTheLeastOfThoseAboveToo() throws IOException {
    write("pod/app/cpu.max", "150000 100000\n");
    write("pod/cpu.max", "50000 100000\n");
    assertEquals(0.5, CpuQuota.of(groups, VERSION_2).processors());
  }

  @Test
  void isThatOfVersion1() throws IOException {
    write("cpu/pod/app/cpu.cfs_quota_us", "25000\n");
    write("cpu/pod/app/cpu.cfs_period_us", "100000\n");
    assertEquals(0.25, CpuQuota.of(groups, VERSION_1).processors());
  }

  @Test
  void isThatOfTheRootWhereANamespaceHidesThePath() throws IOException {
    write("cpu.max", "200000 100000\n");
    assertEquals(2, CpuQuota.of(groups, VERSION_2).processors());
    assertEquals(2, CpuQuota.of(groups, "0::/\n").processors());
  }

  @Test
  void isNotLookedForOutsideOfTheMount() throws IOException {
    write("inner/other/cpu.max", "1000 100000\n");
    Path mount = Files.createDirectory(groups.resolve("inner/mount"));
    assertEquals(Double.POSITIVE_INFINITY, CpuQuota.of(mount, "0::/../other\n").processors());
  }

  @Test
  void wasUsedUpByTheGroupThatWasHeldUpMost() throws IOException {
    CpuQuota quota = CpuQuota.of(groups, VERSION_2);
    write("pod/app/cpu.stat", "nr_periods 10\nnr_throttled 2\n");
    write("pod/cpu.stat", "nr_periods 20\nnr_throttled 1\n");
    List<Periods> before = quota.periods();
    assertEquals(0, CpuQuota.throttledShare(before, quota.periods()));
    write("pod/app/cpu.stat", "nr_periods 14\nnr_throttled 3\n");
    write("pod/cpu.stat", "nr_periods 30\nnr_throttled 9\n");
    assertEquals(0.8, CpuQuota.throttledShare(before, quota.periods()));
    assertEquals(0, CpuQuota.throttledShare(List.of(), List.of()));
  }
}
