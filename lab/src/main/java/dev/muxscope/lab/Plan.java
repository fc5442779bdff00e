package dev.muxscope.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What the lab does, in its order.
///
/// A round starts a server for each mode and measures every cell once. Round 1 goes A B C through
/// the modes at each place of the sweep; round 2 is round 1 backwards, and so on: A B C … C B A. A
/// machine that steadily gets slower so costs every cell of an even number of rounds the same.
///
/// The first half of the rounds end with some modes under recordings, to see what observing costs.
/// Then the runs that were refused, if any, get a second chance, as far as there is time; none is
/// planned for it. Memory and the recordings that explain come last, by servers of their own.
///
/// @param steps in their order
record Plan(List<Step> steps) {

  /// For a load process to start, connect and end, and for what the lab itself does.
  private static final Duration LOAD = Duration.ofMillis(550);

  /// For a server process to start, and for one to stop.
  private static final Duration SERVER = Duration.ofMillis(500);

  /// More connections do not warm a server up better.
  private static final int MOST_TO_WARM_UP = 64;

  Plan {
    steps = List.copyOf(steps);
  }

  /// Something the lab does as a whole.
  sealed interface Step {

    /// How long it will take, about.
    Duration expected();
  }

  /// Starts a server for a round, in place of the one before, and warms it up.
  record Start(Cell.Serving server, int round, Point at, Duration expected) implements Step {

    @Override
    public String toString() {
      return server + ", start and warm up";
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

  /// Records a mode's server under load, to explain its cost.
  record Recorded(Cell cell, Duration expected) implements Step {

    @Override
    public String toString() {
      return cell + ", recording";
    }
  }

  static Plan of(LabOptions options) {
    Effort effort = options.effort();
    List<Step> steps = new ArrayList<>();
    for (int round = 1; round <= effort.rounds(); round++) {
      addInTurn(steps, starts(options, round), round);
      addInTurn(steps, cells(options, round), round);
      if (round <= Math.ceilDiv(effort.rounds(), 2)) {
        addObserved(steps, options, round);
      }
    }
    steps.add(new Repeat(Math.ceilDiv(steps.size(), 6), Duration.ZERO));
    for (String mode : options.modes()) {
      steps.add(new Memory(mode, memory(effort)));
    }
    Duration recorded =
        SERVER.multipliedBy(2).plus(LOAD).plus(effort.warmUp()).plus(effort.recorded());
    for (Point at : recordedPoints(options)) {
      options.modes().forEach(mode -> steps.add(new Recorded(new Cell(mode, at), recorded)));
    }
    return new Plan(steps);
  }

  /// What is left of the plan when some of its steps are done: servers are started only for cells
  /// that are not.
  Plan without(Predicate<Step> done) {
    List<Step> left = new ArrayList<>();
    for (Step step : steps) {
      boolean needed =
          step instanceof Start start
              ? steps.stream().anyMatch(other -> needs(other, start) && !done.test(other))
              : !done.test(step);
      if (needed) {
        left.add(step);
      }
    }
    return new Plan(left);
  }

  private static boolean needs(Step step, Start start) {
    return step instanceof Timed timed
        && timed.round() == start.round()
        && timed.cell().server().equals(start.server());
  }

  /// The sum of what the steps take.
  Duration expected() {
    return steps.stream().map(Step::expected).reduce(Duration.ZERO, Duration::plus);
  }

  /// Where recording is asked to explain the difference: most connections, all of them busy; with
  /// more effort, the fewest too.
  static List<Point> recordedPoints(LabOptions options) {
    List<Point> plane = options.sweep().points();
    Point fewest = plane.getFirst();
    Point most = plane.get(options.sweep().connections().size() - 1);
    boolean quick = options.effort().name().equals(Effort.QUICK.name());
    return quick || fewest.equals(most) ? List.of(most) : List.of(fewest, most);
  }

  /// Where the cost of recording is measured: amid the numbers of connections, all of them busy.
  static Point observedPoint(LabOptions options) {
    return options.sweep().points().get(options.sweep().connections().size() / 2);
  }

  private static void addInTurn(List<Step> steps, List<Step> more, int round) {
    steps.addAll(round % 2 == 0 ? more.reversed() : more);
  }

  private static List<Step> starts(LabOptions options, int round) {
    List<Step> starts = new ArrayList<>();
    for (String mode : options.modes()) {
      starts.add(start(new Cell.Serving(mode, Recording.OFF), options, round));
    }
    return starts;
  }

  private static Start start(Cell.Serving server, LabOptions options, int round) {
    Effort effort = options.effort();
    Duration loads = LOAD.plus(effort.warmUp()).multipliedBy(2);
    Duration expected = SERVER.plus(loads).plus(effort.serverWarmUp()).plus(effort.measured());
    return new Start(server, round, warmUp(options), expected);
  }

  private static Duration memory(Effort effort) {
    Duration phase = SERVER.multipliedBy(2).plusMillis(1_400 + 500L * effort.memorySteps().size());
    return phase.multipliedBy(MemoryPhase.values().length);
  }

  /// A closed loop makes the most of the time.
  private static Point warmUp(LabOptions options) {
    Point some = options.sweep().points().getFirst();
    int most = options.sweep().connections().getLast();
    int connections = Math.min(most, MOST_TO_WARM_UP);
    return new Point(connections, connections, 0, some.payload(), some.pipeline(), some.work());
  }

  private static List<Step> cells(LabOptions options, int round) {
    List<Step> runs = new ArrayList<>();
    for (Point at : options.sweep().points()) {
      for (String mode : options.modes()) {
        runs.add(timed(new Cell(mode, at), options, round));
      }
    }
    return runs;
  }

  private static Timed timed(Cell cell, LabOptions options, int round) {
    Effort effort = options.effort();
    return new Timed(cell, round, LOAD.plus(effort.warmUp()).plus(effort.measured()));
  }

  private static void addObserved(List<Step> steps, LabOptions options, int round) {
    Point at = observedPoint(options);
    List<Step> runs = new ArrayList<>();
    for (String mode : options.modes().stream().limit(options.effort().observed()).toList()) {
      for (Recording recording : List.of(Recording.DEFAULT, Recording.FULL)) {
        steps.add(start(new Cell.Serving(mode, recording), options, round));
        runs.add(timed(new Cell(mode, recording, at), options, round));
      }
    }
    addInTurn(steps, runs, round);
  }
}
