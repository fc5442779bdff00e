package dev.muxscope.benchmarks.side;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.lab.Environment;
import dev.muxscope.lab.Pinning;
import dev.muxscope.report.TextRenderer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryReportTest {

  private static final Machine MACHINE =
      new Machine(Path.of("/root-of-it"), Optional.empty(), "no gcc", Pinning.none("a test"));

  private final List<MemoryRun> runs = new ArrayList<>();

  private void measured(int rounds) {
    for (int round = 0; round < rounds; round++) {
      MemoryRun.Reading few = new MemoryRun.Reading(1_000, 5e7);
      runs.add(
          new MemoryRun(
              "select", round, List.of(few, new MemoryRun.Reading(2_000, 5.1e7 + round))));
    }
  }

  private String text() throws Exception {
    Options options = Options.parse(List.of("--memory", "--only", "select"));
    Contenders contenders = Contenders.of(MACHINE, options);
    Surroundings surroundings =
        new Surroundings(new Environment(Map.of()), "side-by-side", contenders, List.of());
    StringBuilder text = new StringBuilder();
    TextRenderer.render(
        new MemoryReport(runs, contenders, options, surroundings, List.of()).summary(),
        text,
        10_000);
    return text.toString();
  }

  @Test
  void saysWhatItsBracketsAre() throws Exception {
    measured(3);
    assertTrue(text().contains("over 3 rounds of new processes. In brackets the range"), text());
    assertTrue(text().contains("the true median in 75.0 of 100 cases."), text());
  }

  @Test
  void fromNineRoundsOnTheyAreNotTheRange() throws Exception {
    measured(9);
    assertTrue(text().contains("over 9 rounds of new processes. In brackets an interval"), text());
  }

  @Test
  void oneRoundHasNone() throws Exception {
    measured(1);
    assertTrue(text().contains("One round has no interval."), text());
  }
}
