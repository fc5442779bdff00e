package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

  private final LabOptions options =
      Samples.options(List.of("a", "b", "c"), List.of(1, 8), Effort.QUICK);
  private final Plan plan = Plan.of(options);

  private static Cell cell(String mode, int connections) {
    return new Cell(mode, Samples.at(connections));
  }

  private List<Cell> round(int number) {
    return plan.steps().stream()
        .filter(step -> step instanceof Plan.Timed timed && timed.round() == number)
        .map(step -> ((Plan.Timed) step).cell())
        .filter(cell -> cell.recording() == Recording.OFF)
        .limit(6)
        .toList();
  }

  @Test
  void theSecondRoundIsTheFirstBackwards() {
    assertEquals(
        List.of(cell("a", 1), cell("b", 1), cell("c", 1), cell("a", 8), cell("b", 8), cell("c", 8)),
        round(1));
    assertEquals(round(1).reversed(), round(2));
    assertEquals(round(1), round(3));
  }

  @Test
  void everyRoundStartsItsServersFirst() {
    List<String> steps =
        plan.steps().stream().map(step -> step.getClass().getSimpleName()).distinct().toList();
    assertEquals(List.of("Start", "Timed", "Repeat", "Memory", "Recorded"), steps);
    long unobserved =
        plan.steps().stream()
            .filter(step ->
                step instanceof Plan.Start start && start.server().recording() == Recording.OFF)
            .count();
    assertEquals(3 * 4, unobserved);
  }

  @Test
  void halfOfTheRoundsMeasureWhatObservingCosts() {
    List<String> observed = new ArrayList<>();
    for (Plan.Step step : plan.steps()) {
      if (step instanceof Plan.Timed(Cell cell, int round, _)
          && cell.recording() != Recording.OFF) {
        observed.add(round + " " + cell.server());
      }
    }
    assertEquals(
        List.of(
            "1 a, default recording",
            "1 a, full recording",
            "2 a, full recording",
            "2 a, default recording"),
        observed);
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
            "a, 8 connections at 1,000/s, recording",
            "b, 8 connections at 1,000/s, recording",
            "c, 8 connections at 1,000/s, recording"),
        recorded);
  }

  @Test
  void noRunIsPlannedTwice() {
    List<String> runs =
        plan.steps().stream()
            .filter(Plan.Timed.class::isInstance)
            .map(step -> ((Plan.Timed) step).round() + " " + step)
            .toList();
    assertEquals(runs, runs.stream().distinct().toList(), "going on takes it for done");
  }

  @Test
  void expectsTheSumOfItsSteps() {
    Duration sum = Duration.ZERO;
    for (Plan.Step step : plan.steps()) {
      sum = sum.plus(step.expected());
    }
    assertEquals(sum, plan.expected());
  }

  @Test
  void theQuickEffortTakesSomeThreeMinutesForThreeModes() {
    LabOptions usual =
        new LabOptions(
            LabOptions.DEFAULT_MODES,
            Effort.QUICK.sweep(),
            "PING",
            Effort.QUICK,
            options.out(),
            options.modulePath(),
            options.launcher());
    long seconds = Plan.of(usual).expected().toSeconds();
    assertTrue(seconds > 150 && seconds < 240, () -> seconds + " s");
  }

  @Test
  void goingOnStartsOnlyServersThatAreNeeded() {
    Plan left =
        plan.without(step ->
            step instanceof Plan.Timed timed
                && (timed.round() < 4 || !timed.cell().mode().equals("b")));
    List<String> steps = left.steps().stream().map(Plan.Step::toString).limit(3).toList();
    assertEquals(
        List.of(
            "b, start and warm up", "b, 8 connections at 1,000/s", "b, 1 connection at 1,000/s"),
        steps);
  }
}
