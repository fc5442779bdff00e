package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinningTest {

  private static final List<String> COMMAND = List.of("muxscope", "serve");

  @Test
  void twoProcessorsAreOneEach() {
    Pinning pinning = pinning(List.of(0, 1), Map.of(0, "0", 1, "1"));
    assertEquals(List.of("taskset", "-c", "0", "muxscope", "serve"), pinning.server(COMMAND));
    assertEquals(List.of("taskset", "-c", "1", "muxscope", "serve"), pinning.load(COMMAND));
    assertEquals("server on CPU 0, load on CPU 1 (taskset)", pinning.toString());
  }

  @Test
  void ofMoreSomeAreLeftToTheSystem() {
    Pinning pinning = pinning(List.of(0, 1, 2, 3, 8, 9, 10, 11), Map.of());
    assertEquals(List.of(0, 1, 2, 3), pinning.serverCpus());
    assertEquals(List.of(8, 9), pinning.loadCpus());
  }

  @Test
  void serverAndLoadShareNoCoreOfTwo() {
    Map<Integer, String> neighbours = Map.of(0, "0-1", 1, "0-1", 2, "2-3", 3, "2-3");
    assertEquals(
        "server on CPU 0,1, load on CPU 2,3 (taskset)",
        pinning(List.of(0, 1, 2, 3), neighbours).toString());
    assertEquals(
        "server on CPU 0,1, load on CPU 2 (taskset)",
        pinning(List.of(0, 1, 2), neighbours).toString());

    Map<Integer, String> apart = Map.of(0, "0,2", 1, "1,3", 2, "0,2", 3, "1,3");
    assertEquals(
        "server on CPU 0,2, load on CPU 1,3 (taskset)",
        pinning(List.of(0, 1, 2, 3), apart).toString());
  }

  @Test
  void wholeCoresAreLeftToTheSystem() {
    Map<Integer, String> siblings = new HashMap<>();
    for (int core = 0; core < 4; core++) {
      siblings.put(core, core + "," + (core + 4));
      siblings.put(core + 4, core + "," + (core + 4));
    }
    Pinning pinning = pinning(List.of(0, 1, 2, 3, 4, 5, 6, 7), siblings);
    assertEquals(List.of(0, 4, 1, 5), pinning.serverCpus());
    assertEquals(List.of(2, 6), pinning.loadCpus());
  }

  @Test
  void ofOneCoreEachHasAThreadAndItSaysSo() {
    assertEquals(
        "server on CPU 0, load on CPU 1 (taskset; threads of one core)",
        pinning(List.of(0, 1), Map.of(0, "0-1", 1, "0-1")).toString());
  }

  @Test
  void whoChoosesTheProcessorsIsToldOfOneCore() {
    Map<Integer, String> siblings = Map.of(0, "0-1", 1, "0-1", 2, "2-3");
    assertEquals(
        "server on CPU 0, load on CPU 1 (taskset; threads of one core)",
        Pinning.oneEach(0, 1, cpu -> siblings.getOrDefault(cpu, "")).toString());
    assertEquals("", Pinning.oneEach(0, 2, cpu -> siblings.getOrDefault(cpu, "")).note());
    assertEquals("", Pinning.oneEach(7, 8, _ -> "").note(), "the kernel tells nothing");
  }

  @Test
  void onlyALoadWithACoreToItselfLooksWithoutAPause() {
    assertTrue(load(pinning(List.of(0, 1), Map.of())).contains("--busy-poll"));
    assertFalse(load(pinning(List.of(0, 1), Map.of(0, "0-1", 1, "0-1"))).contains("--busy-poll"));
    assertFalse(load(Pinning.none("a test")).contains("--busy-poll"));
  }

  @Test
  void norDoesOneWhoseQuotaTheServerNeeds(@TempDir Path group) throws IOException {
    Pinning apart = pinning(List.of(0, 1), Map.of()).with(CpuQuota.of(group, "0::/"));
    Files.writeString(group.resolve("cpu.max"), "200000 100000");
    assertTrue(load(apart).contains("--busy-poll"));
    Files.writeString(group.resolve("cpu.max"), "150000 100000");
    assertFalse(load(apart).contains("--busy-poll"));
  }

  private static List<String> load(Pinning pinning) {
    Duration second = Duration.ofSeconds(1);
    return LoadChild.options(
        pinning, new LoadChild.Load("load", List.of("--rate", "8"), second, second));
  }

  @Test
  void withoutTasksetNothingIsPinned() {
    Pinning pinning = Pinning.of(List.of(0, 1), _ -> "", false);
    assertEquals(COMMAND, pinning.server(COMMAND));
    assertEquals("not pinned: there is no taskset here", pinning.toString());
  }

  @Test
  void aSingleProcessorIsNotPinned() {
    assertEquals(
        "not pinned: there is only one processor", pinning(List.of(3), Map.of()).toString());
  }

  private static Pinning pinning(List<Integer> cpus, Map<Integer, String> siblings) {
    return Pinning.of(cpus, cpu -> siblings.getOrDefault(cpu, ""), true);
  }
}
