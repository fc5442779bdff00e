package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

  private final Plan plan =
      Plan.of(Samples.options(List.of("a", "b", "c"), List.of(1, 8), Effort.QUICK));

  private List<Cell> round(int number) {
    return plan.steps().stream()
        .filter(step -> step instanceof Plan.Timed timed && timed.round() == number)
        .map(step -> ((Plan.Timed) step).cell())
        .toList();
  }

  @Test
  void theSecondRoundIsTheFirstBackwards() {
    assertEquals(
        List.of(
            new Cell("a", 1),
            new Cell("b", 1),
            new Cell("c", 1),
            new Cell("a", 8),
            new Cell("b", 8),
            new Cell("c", 8)),
        round(1));
    assertEquals(round(1).reversed(), round(2));
  }

  @Test
  void everyRoundStartsItsServersFirst() {
    List<String> steps =
        plan.steps().stream().map(step -> step.getClass().getSimpleName()).distinct().toList();
    assertEquals(List.of("Start", "Timed", "Repeat", "Memory", "Recorded"), steps);
    assertEquals(6, plan.steps().stream().filter(Plan.Start.class::isInstance).count());
    assertEquals("c, start and warm up", plan.steps().get(9).toString());
  }

  @Test
  void recordsEachModeAtTheMostConnections() {
    List<String> recorded =
        plan.steps().stream()
            .filter(Plan.Recorded.class::isInstance)
            .map(Plan.Step::toString)
            .toList();
    assertEquals(
        List.of(
            "a, 8 connections, recording",
            "b, 8 connections, recording",
            "c, 8 connections, recording"),
        recorded);
  }

  @Test
  void expectsTheSumOfItsSteps() {
    Duration sum = Duration.ZERO;
    for (Plan.Step step : plan.steps()) {
      sum = sum.plus(step.expected());
    }
    assertEquals(sum, plan.expected());
  }
}
