package dev.muxscope.benchmarks.side;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.benchmarks.UsageException;
import dev.muxscope.lab.Environment;
import dev.muxscope.lab.Pinning;
import dev.muxscope.report.Report;
import dev.muxscope.report.Table;
import dev.muxscope.report.TextRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SideReportTest {

  private static final Machine MACHINE =
      new Machine(
          Path.of("/root-of-it"), Optional.of(Path.of("/floor")), "", Pinning.none("a test"));

  private final Results results = new Results();

  private static Options options() throws UsageException {
    return Options.parse(List.of("--only", "floor,select"));
  }

  private void measured(String contender, int round, boolean compiled) throws UsageException {
    Place place = options().places().getFirst();
    results.add(new Measurement(contender, place, round, 10 + round, 1e5, compiled));
  }

  private Report report() throws UsageException {
    Contenders contenders = Contenders.of(MACHINE, options());
    Surroundings surroundings =
        new Surroundings(new Environment(Map.of()), "side-by-side", contenders, List.of());
    return new SideReport(results, contenders, options(), surroundings, List.of()).summary();
  }

  private String text() throws UsageException, IOException {
    StringBuilder text = new StringBuilder();
    TextRenderer.render(report(), text, 10_000);
    return text.toString();
  }

  private List<Object> rounds() throws UsageException {
    return report().sections().getFirst().blocks().stream()
        .filter(Table.class::isInstance)
        .map(Table.class::cast)
        .flatMap(table -> table.rows().stream())
        .map(List::getLast)
        .toList();
  }

  @Test
  void saysHowOftenItsIntervalsHoldTheMedian() throws Exception {
    for (int round = 0; round < 5; round++) {
      measured("floor", round, true);
      measured("select", round, true);
    }
    assertEquals(List.of(5, 5), rounds());
    assertTrue(text().contains("medians over 5 rounds of new processes"), text());
    assertTrue(text().contains("the true median in 93.8 of 100 cases."), text());
    assertFalse(text().contains("compilers"), text());
  }

  @Test
  void saysTheRangeOnlyWhereAllIntervalsAreOne() {
    assertTrue(SideReport.brackets(3, 8).contains("the range of the rounds"));
    assertTrue(SideReport.brackets(8, 8).contains("the range of the rounds"));
    assertTrue(SideReport.brackets(3, 9).contains("an interval, which holds"));
  }

  @Test
  void aLostRoundIsNotCounted() throws Exception {
    for (int round = 0; round < 5; round++) {
      measured("floor", round, true);
      if (round != 2) {
        measured("select", round, true);
      }
    }
    assertEquals(List.of(5, 4), rounds());
    assertTrue(text().contains("medians over 4 to 5 rounds of new processes"), text());
    assertTrue(text().contains("the true median in 87.5 of 100 cases or more."), text());
  }

  @Test
  void aRoundWithoutTheFloorHasNoRatio() throws Exception {
    for (int round = 0; round < 3; round++) {
      measured("select", round, true);
    }
    assertEquals(List.of(3), rounds());
    measured("floor", 1, true);
    measured("floor", 2, true);
    assertEquals(List.of(2, "3, 2 with the floor"), rounds());
    assertTrue(text().contains("the true median in 50.0 of 100 cases or more."), text());
  }

  @Test
  void oneRoundHasNoInterval() throws Exception {
    measured("select", 0, true);
    assertTrue(text().contains("One round has no interval."), text());
  }

  @Test
  void saysWhereAServerStillCompiled() throws Exception {
    measured("select", 0, true);
    measured("select", 1, false);
    assertTrue(
        text().contains("The compilers of select did not rest in the ten seconds they are given"),
        text());
    String where = "in round 2 at " + options().places().getFirst().label();
    assertTrue(text().contains(where) && !text().contains("in round 1 at"), text());
  }
}
