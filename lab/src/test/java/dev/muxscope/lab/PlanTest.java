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
    List<String> starts =
        plan.steps().stream()
            .filter(Plan.Start.class::isInstance)
            .map(Plan.Step::toString)
            .limit(3)
            .toList();
    assertEquals(
        List.of(
            "a, b, c: start and warm up",
            "a, default recording, a, full recording: start and warm up",
            "c, b, a: start and warm up"),
        starts);
  }

  private static LabOptions withPayloads(Effort effort, Integer... payloads) {
    Sweep sweep =
        new Sweep(
            List.of(1, 8),
            List.of(1.0),
            List.of(0, 1000),
            List.of(payloads),
            List.of(1),
            List.of(Work.NONE));
    LabOptions any = Samples.options(List.of("a"), List.of(1), effort);
    return new LabOptions(
        List.of("a", "b"),
        sweep,
        any.request(),
        effort,
        any.out(),
        any.modulePath(),
        any.launcher());
  }

  /// Code that is compiled for one request is cold for another.
  @Test
  void everyServerIsMeasuredAtTheRequestItWasWarmedUpBy() {
    List<Integer> warmedUp = new ArrayList<>();
    Plan.Start running = new Plan.Start(List.of(), 0, Samples.at(1), Duration.ZERO);
    for (Plan.Step step : Plan.of(withPayloads(Effort.QUICK, 0, 64)).steps()) {
      if (step instanceof Plan.Start start) {
        running = start;
        warmedUp.add(start.at().payload());
      }
      if (step instanceof Plan.Timed(Cell cell, int round, _, _)) {
        assertTrue(running.servers().contains(cell.server()), cell::toString);
        assertEquals(running.at().payload(), cell.at().payload());
        assertEquals(running.round(), round);
      }
    }
    // The third server of a round is the recorded one.
    assertEquals(List.of(0, 64, 0, 64, 0, 0, 0, 64, 64, 0), warmedUp);
  }

  @Test
  void everyServerIsWarmedUpWhereItIsMeasuredFirst() {
    List<Plan.Step> steps = plan.steps();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Plan.Start start) {
        assertEquals(
            ((Plan.Timed) steps.get(i + 1)).cell().at(), start.at(), "round " + start.round());
      }
    }
  }

  private static TimedRun refused(String mode, Point at) {
    TimedRun run = Samples.run(mode, 1, 10, "late");
    return new TimedRun(
        new Cell(mode, at), 3, run.server(), 1, run.outcome(), run.account(), run.refusals());
  }

  private static Point at(int connections, int payload) {
    return new Point(connections, connections, 1000, payload, 1, Work.NONE);
  }

  private static List<String> again(LabOptions options, List<TimedRun> refused, Duration most) {
    return Plan.again(options, refused, most).stream()
        .map(again -> again.start().at() + " " + again.start() + " " + again.runs())
        .toList();
  }

  @Test
  void secondChancesAreGivenByOneServerAtATime() {
    LabOptions both = withPayloads(Effort.QUICK, 0, 64);
    List<TimedRun> refused =
        List.of(
            refused("b", at(1, 64)),
            refused("a", at(8, 0)),
            refused("b", at(8, 0)),
            refused("b", at(8, 64)));
    assertEquals(
        List.of(
            "1 connection at 1,000/s, 64 B payload b: start and warm up"
                + " [b, 1 connection at 1,000/s, 64 B payload,"
                + " b, 8 connections at 1,000/s, 64 B payload]",
            "8 connections at 1,000/s a: start and warm up [a, 8 connections at 1,000/s]",
            "8 connections at 1,000/s b: start and warm up [b, 8 connections at 1,000/s]"),
        again(both, refused, Duration.ofMinutes(1)));
    assertEquals(
        List.of(
            "1 connection at 1,000/s, 64 B payload b: start and warm up"
                + " [b, 1 connection at 1,000/s, 64 B payload]"),
        again(both, refused, Duration.ofSeconds(6)),
        "the first, as many as there is time for");
    assertEquals(List.of(), again(both, refused, Duration.ofSeconds(1)));
    assertEquals(List.of(), again(both, List.of(), Duration.ofMinutes(1)));
    Plan.Timed run = Plan.again(both, refused, Duration.ofMinutes(1)).getFirst().runs().getFirst();
    assertEquals(3, run.round());
    assertEquals(2, run.attempt());
  }

  @Test
  void halfOfTheRoundsMeasureWhatObservingCosts() {
    List<String> observed = new ArrayList<>();
    for (Plan.Step step : plan.steps()) {
      if (step instanceof Plan.Timed(Cell cell, int round, _, _)
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

  private static List<List<String>> readTogether(Effort effort) {
    return Plan.of(Samples.options(List.of("a", "b", "c"), List.of(1), effort)).steps().stream()
        .filter(Plan.Memory.class::isInstance)
        .map(step -> ((Plan.Memory) step).modes())
        .toList();
  }

  @Test
  void memoryIsReadOfAsManyModesTogetherAsConnectionsMayBeOpen() {
    assertEquals(List.of(List.of("a", "b", "c")), readTogether(Effort.QUICK));
    assertEquals(List.of(List.of("a", "b"), List.of("c")), readTogether(Effort.STANDARD));
    assertEquals(List.of(List.of("a"), List.of("b"), List.of("c")), readTogether(Effort.FULL));
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
  void theQuickEffortTakesSomeFourMinutesForThreeModes() {
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
    assertTrue(seconds > 150 && seconds < 255, () -> seconds + " s");
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
            "b: start and warm up", "b, 8 connections at 1,000/s", "b, 1 connection at 1,000/s"),
        steps);
  }

  @Test
  void goingOnWarmsServersUpWhereTheyAreMeasuredFirst() {
    Plan left =
        plan.without(step ->
            step instanceof Plan.Timed(Cell cell, int round, _, _)
                && round == 1
                && cell.at().connections() == 1);
    assertEquals(Samples.at(8), ((Plan.Start) left.steps().getFirst()).at());
  }
}
