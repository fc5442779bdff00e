package dev.muxscope.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What the lab does, in its order.
///
/// A round measures every cell once. For each request that the sweep asks for it starts a server of
/// each mode: one that has answered others has compiled its code for those. Round 1 goes A B C
/// through the modes at each place of the sweep; round 2 is round 1 backwards, and so on: A B C … C
/// B A. A machine that steadily gets slower so costs every cell of an even number of rounds the
/// same.
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

  /// To open some connections and read a server's memory.
  private static final Duration READING = Duration.ofMillis(500);

  /// Connections that the lab opens at once to read memory, unless one mode alone wants more: the
  /// files that a process may open are some 20,000 on small machines.
  private static final int MOST_OPEN = 16_000;

  /// The part of the rounds' time that runs which were refused may take again.
  private static final int SHARE_TO_REPEAT = 6;

  Plan {
    steps = List.copyOf(steps);
  }

  /// Something the lab does as a whole.
  sealed interface Step {

    /// How long it will take, about.
    Duration expected();
  }

  /// Stops all servers, starts others, and warms each up.
  ///
  /// @param servers in the order of their start
  /// @param at the first place at which they are measured; the request is the same at all
  /// @param each how long one of them takes
  record Start(List<Cell.Serving> servers, int round, Point at, Duration each) implements Step {

    Start {
      servers = List.copyOf(servers);
    }

    /// The same with those servers only that carry some of the steps, and at the first place of
    /// those.
    private Start onlyFor(List<Step> steps) {
      List<Cell> cells = new ArrayList<>();
      for (Step step : steps) {
        if (step instanceof Timed timed && carries(timed)) {
          cells.add(timed.cell());
        }
      }
      List<Cell.Serving> needed =
          servers.stream()
              .filter(server -> cells.stream().anyMatch(cell -> cell.server().equals(server)))
              .toList();
      return new Start(needed, round, cells.isEmpty() ? at : cells.getFirst().at(), each);
    }

    private boolean carries(Timed timed) {
      return timed.round() == round
          && servers.contains(timed.cell().server())
          && timed.cell().at().request().equals(at.request());
    }

    @Override
    public Duration expected() {
      return each.multipliedBy(servers.size());
    }

    @Override
    public String toString() {
      return servers.stream().map(Cell.Serving::toString).collect(Collectors.joining(", "))
          + ": start and warm up";
    }
  }

  /// Measures a cell once.
  ///
  /// @param attempt 1, or 2 if the first was refused
  record Timed(Cell cell, int round, int attempt, Duration expected) implements Step {

    @Override
    public String toString() {
      return cell.toString();
    }
  }

  /// Measures cells again of which a run was refused, now that what disturbed it may have gone.
  ///
  /// @param most how long that may take
  record Repeat(Duration most, Duration expected) implements Step {

    @Override
    public String toString() {
      return "refused runs, again";
    }
  }

  /// Reads the memory of some modes together at rising numbers of idle connections.
  record Memory(List<String> modes, Duration expected) implements Step {

    Memory {
      modes = List.copyOf(modes);
    }

    @Override
    public String toString() {
      return "memory";
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
      for (List<Point> places : inTurn(options.sweep().byRequest(), round)) {
        Point first = inTurn(places, round).getFirst();
        steps.add(start(options, inTurn(servers(options), round), round, first));
        steps.addAll(inTurn(cells(options, places, round), round));
      }
      if (round <= observedRounds(effort)) {
        addObserved(steps, options, round);
      }
    }
    steps.add(new Repeat(new Plan(steps).expected().dividedBy(SHARE_TO_REPEAT), Duration.ZERO));
    addMemory(steps, options);
    Duration recorded =
        SERVER.multipliedBy(2).plus(LOAD).plus(effort.warmUp()).plus(effort.recorded());
    recordedCells(options).forEach(cell -> steps.add(new Recorded(cell, recorded)));
    return new Plan(steps);
  }

  /// Second chances that one server gives, which is the lab's only one meanwhile.
  ///
  /// @param start of the server
  /// @param runs that it is started for
  record Again(Start start, List<Timed> runs) {

    Again {
      runs = List.copyOf(runs);
    }

    private Duration expected() {
      return runs.stream().map(Timed::expected).reduce(start.expected(), Duration::plus);
    }
  }

  /// Runs that were refused, again: the first of them, as many as there is time for.
  static List<Again> again(LabOptions options, List<TimedRun> refused, Duration most) {
    List<Again> again = List.of();
    for (int count = 1; count <= refused.size(); count++) {
      List<Again> more = again(options, refused.subList(0, count));
      if (more.stream().map(Again::expected).reduce(Duration.ZERO, Duration::plus).compareTo(most)
          > 0) {
        break;
      }
      again = more;
    }
    return again;
  }

  private static List<Again> again(LabOptions options, List<TimedRun> refused) {
    Map<List<Object>, List<TimedRun>> byServer =
        refused.stream()
            .collect(
                Collectors.groupingBy(
                    run -> List.of(run.cell().server(), run.cell().at().request()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byServer.values().stream().map(runs -> againByOne(options, runs)).toList();
  }

  private static Again againByOne(LabOptions options, List<TimedRun> runs) {
    TimedRun first = runs.getFirst();
    return new Again(
        start(options, List.of(first.cell().server()), first.round(), first.cell().at()),
        runs.stream().map(run -> timed(options, run.cell(), run.round(), 2)).toList());
  }

  /// What is left of the plan when some of its steps are done: servers are started only for cells
  /// that are not.
  Plan without(Predicate<Step> done) {
    List<Step> left = steps.stream().filter(done.negate()).toList();
    return new Plan(
        left.stream()
            .map(step -> step instanceof Start start ? start.onlyFor(left) : step)
            .filter(step -> !(step instanceof Start start && start.servers().isEmpty()))
            .toList());
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

  /// What is recorded to explain it.
  static List<Cell> recordedCells(LabOptions options) {
    return recordedPoints(options).stream()
        .flatMap(at -> options.modes().stream().map(mode -> new Cell(mode, at)))
        .toList();
  }

  /// Where the cost of recording is measured: amid the numbers of connections, all of them busy.
  static Point observedPoint(LabOptions options) {
    return options.sweep().points().get(options.sweep().connections().size() / 2);
  }

  /// In how many rounds, from the first on, some modes are measured under recordings too.
  static int observedRounds(Effort effort) {
    return Math.ceilDiv(effort.rounds(), 2);
  }

  /// Every second round goes backwards.
  private static <T> List<T> inTurn(List<T> forwards, int round) {
    return round % 2 == 0 ? forwards.reversed() : forwards;
  }

  private static List<Cell.Serving> servers(LabOptions options) {
    return options.modes().stream().map(mode -> new Cell.Serving(mode, Recording.OFF)).toList();
  }

  private static Start start(LabOptions options, List<Cell.Serving> servers, int round, Point at) {
    Effort effort = options.effort();
    Duration loads = LOAD.plus(effort.warmUp()).multipliedBy(2);
    Duration each = SERVER.plus(loads).plus(effort.serverWarmUp()).plus(effort.measured());
    return new Start(servers, round, at, each);
  }

  private static void addMemory(List<Step> steps, LabOptions options) {
    Effort effort = options.effort();
    int each = MemoryPhase.values().length * effort.memorySteps().getLast();
    int together = Math.max(1, MOST_OPEN / each);
    List<String> modes = options.modes();
    for (int from = 0; from < modes.size(); from += together) {
      List<String> some = modes.subList(from, Math.min(from + together, modes.size()));
      steps.add(new Memory(some, memory(effort, some.size())));
    }
  }

  private static Duration memory(Effort effort, int modes) {
    int readings = effort.memorySteps().size();
    Duration server = SERVER.multipliedBy(2).plusMillis(1_000).plus(READING.multipliedBy(readings));
    return server
        .multipliedBy((long) modes * MemoryPhase.values().length)
        .plus(effort.memoryRest().multipliedBy(readings));
  }

  private static List<Step> cells(LabOptions options, List<Point> places, int round) {
    List<Step> runs = new ArrayList<>();
    for (Point at : places) {
      for (String mode : options.modes()) {
        runs.add(timed(options, new Cell(mode, at), round, 1));
      }
    }
    return runs;
  }

  private static Timed timed(LabOptions options, Cell cell, int round, int attempt) {
    Effort effort = options.effort();
    return new Timed(cell, round, attempt, LOAD.plus(effort.warmUp()).plus(effort.measured()));
  }

  private static void addObserved(List<Step> steps, LabOptions options, int round) {
    Point at = observedPoint(options);
    List<Cell> cells = new ArrayList<>();
    for (String mode : options.modes().stream().limit(options.effort().observed()).toList()) {
      for (Recording recording : List.of(Recording.DEFAULT, Recording.FULL)) {
        cells.add(new Cell(mode, recording, at));
      }
    }
    if (!cells.isEmpty()) {
      steps.add(start(options, cells.stream().map(Cell::server).toList(), round, at));
      inTurn(cells, round).forEach(cell -> steps.add(timed(options, cell, round, 1)));
    }
  }
}
