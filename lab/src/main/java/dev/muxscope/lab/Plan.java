package dev.muxscope.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the lab does, in its order.
///
/// A round starts a server for each mode and measures every cell once. Round 1 goes A B C through
/// the modes at each number of connections, by rising numbers; round 2 is round 1 backwards, and so
/// on: A B C … C B A. A machine that steadily gets slower so costs every cell of an even number of
/// rounds the same. Then some of the runs that were refused, if any, get a second chance; no time
/// is planned for it. Memory and recordings come after the timed runs, by servers of their own.
///
/// @param steps in their order
record Plan(List<Step> steps) {

  /// For a child process to start and to end, and for what the lab itself does.
  private static final Duration CHILD = Duration.ofMillis(600);

  Plan {
    steps = List.copyOf(steps);
  }

  /// Something the lab does as a whole.
  sealed interface Step {

    /// How long it will take, about.
    Duration expected();
  }

  /// Starts a mode's server for a round, in place of the one before, and warms it up.
  record Start(String mode, int connections, Duration expected) implements Step {

    @Override
    public String toString() {
      return mode + ", start and warm up";
    }
  }

  /// Measures a cell once.
  record Timed(Cell cell, int round, Duration expected) implements Step {

    @Override
    public String toString() {
      return cell.toString();
    }
  }

  /// Measures cells again of which a run was refused, now that what disturbed it may have gone.
  ///
  /// @param most how many at most
  record Repeat(int most, Duration expected) implements Step {

    @Override
    public String toString() {
      return "refused runs, again";
    }
  }

  /// Reads a mode's memory at rising numbers of idle connections.
  record Memory(String mode, Duration expected) implements Step {

    @Override
    public String toString() {
      return mode + ", memory";
    }
  }

  /// Records a mode's server under load.
  record Recorded(Cell cell, Duration expected) implements Step {

    @Override
    public String toString() {
      return cell + ", recording";
    }
  }

  static Plan of(LabOptions options) {
    Effort effort = options.effort();
    List<Step> steps = new ArrayList<>();
    for (int number = 1; number <= effort.rounds(); number++) {
      List<Step> starts = starts(options);
      List<Step> round = cells(options, number);
      if (number % 2 == 0) {
        starts = starts.reversed();
        round = round.reversed();
      }
      steps.addAll(starts);
      steps.addAll(round);
    }
    steps.add(new Repeat(Math.ceilDiv(steps.size(), 6), Duration.ZERO));
    for (String mode : options.modes()) {
      steps.add(new Memory(mode, CHILD.plusMillis(1_500 + 500L * effort.memorySteps().size())));
    }
    int most = options.connections().getLast();
    for (String mode : options.modes()) {
      Duration expected = CHILD.multipliedBy(4).plus(effort.warmUp()).plus(effort.recorded());
      steps.add(new Recorded(new Cell(mode, most), expected));
    }
    return new Plan(steps);
  }

  /// The sum of what the steps take.
  Duration expected() {
    return steps.stream().map(Step::expected).reduce(Duration.ZERO, Duration::plus);
  }

  private static List<Step> starts(LabOptions options) {
    Duration expected = CHILD.multipliedBy(2).plus(options.effort().serverWarmUp());
    int some = options.connections().get(options.connections().size() / 2);
    List<Step> starts = new ArrayList<>();
    options.modes().forEach(mode -> starts.add(new Start(mode, some, expected)));
    return starts;
  }

  private static List<Step> cells(LabOptions options, int round) {
    Effort effort = options.effort();
    Duration expected = CHILD.plus(effort.warmUp()).plus(effort.measured());
    List<Step> runs = new ArrayList<>();
    for (int connections : options.connections()) {
      for (String mode : options.modes()) {
        runs.add(new Timed(new Cell(mode, connections), round, expected));
      }
    }
    return runs;
  }
}
