package dev.muxscope.lab;

import dev.muxscope.lab.stats.Comparison;
import dev.muxscope.lab.stats.Interval;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The classic claims about select, each held against the figures: confirmed, refuted, or
/// undecided, with the interval that says so.
final class Claims {

  private static final String SELECT = "select";
  private static final String VTHREADS = "vthreads";
  private static final List<String> BLOCKING = List.of(VTHREADS, "threads");

  /// A difference that is surely smaller decides no claim; an interval that has room for a larger
  /// one has not shown that there is none.
  private static final double WORTH_NAMING = 0.1;

  /// A lab that measures none so few, or none so many, tests nothing that is claimed of them.
  private static final int FEW = 64;

  private static final int MANY = 1_000;

  /// Requests a second on a connection from which on the next mostly comes while a virtual thread
  /// looks for it.
  private static final int LOOKING_RATE = 10_000;

  private final Map<Point, List<CellFigures>> table;
  private final Statistics statistics;
  private final List<MemoryRun> memory;
  private final List<Paragraph> findings = new ArrayList<>();

  private Claims(
      Map<Point, List<CellFigures>> table, Statistics statistics, List<MemoryRun> memory) {
    this.table = table;
    this.statistics = statistics;
    this.memory = memory;
  }

  /// Those that were tested.
  static List<Paragraph> of(
      Results results, Map<Point, List<CellFigures>> table, Statistics statistics) {
    Claims claims = new Claims(table, statistics, results.memory());
    List<Point> line = results.options().sweep().along(Axis.CONNECTIONS);
    Point fewest = line.getFirst();
    Point most = line.getLast();
    if (fewest.connections() == 1) {
      claims.oneConnection(fewest);
    }
    if (fewest.connections() <= FEW) {
      claims.fewConnections(fewest);
    }
    if (most.connections() >= MANY) {
      claims.manyConnections(mostIdle(most, table));
    }
    claims.addThreshold();
    return claims.findings;
  }

  private void addThreshold() {
    if (!findings.isEmpty()) {
      String worthNaming = Values.format(WORTH_NAMING, Format.SHARE);
      findings.add(
          Paragraph.plain(
              ("In these claims a difference that is surely under %s counts as none, however clear it"
                      + " is; where none was shown, but the interval leaves room for %s less, a claim is"
                      + " undecided. Few connections are at most %s, many at least %s; a lab that has"
                      + " measured none so few or so many has tested no such claim.")
                  .formatted(worthNaming, worthNaming, Findings.count(FEW), Findings.count(MANY))));
    }
  }

  /// The most connections with the least of them active, and with all.
  private static List<Point> mostIdle(Point most, Map<Point, List<CellFigures>> table) {
    Optional<Point> idle =
        table.keySet().stream()
            .filter(at -> at.connections() == most.connections())
            .filter(at -> at.rate() == most.rate() && at.work().equals(most.work()))
            .filter(at -> at.payload() == most.payload() && at.pipeline() == most.pipeline())
            .min(Comparator.comparingInt(Point::active));
    return idle.isPresent() && !idle.get().equals(most) ? List.of(most, idle.get()) : List.of(most);
  }

  private void oneConnection(Point at) {
    List<String> verdicts = new ArrayList<>();
    for (String mode : BLOCKING) {
      compare(at, SELECT, mode, Figure.P50)
          .ifPresent(comparison ->
              verdicts.add(
                  "%s against %s (median response time of select to it %s)"
                      .formatted(
                          verdict(comparison, "refuted", "confirmed", "confirmed"),
                          mode,
                          ratio(comparison))));
    }
    add("select does not make one connection faster", verdicts);
  }

  private void fewConnections(Point at) {
    List<String> verdicts = new ArrayList<>();
    for (String mode : BLOCKING) {
      compare(at, mode, SELECT, Figure.P50)
          .ifPresent(comparison ->
              verdicts.add(
                  "%s for %s at %s (median response time to that of select %s)"
                      .formatted(
                          verdict(comparison, "confirmed", "not seen", "refuted"),
                          mode,
                          Findings.connections(at.connections()),
                          ratio(comparison))));
    }
    add("with few connections blocking threads may even answer sooner", verdicts);
    if (compare(at, VTHREADS, SELECT, Figure.P50).isPresent() && comesSoon(at)) {
      findings.add(
          Paragraph.plain(
              "vthreads looks for the next request for up to 50 µs before it waits, while a server has"
                  + " at most half as many connections as processors, or one; select and threads do not."
                  + " Where requests follow each other as closely as here, that alone may let it answer"
                  + " sooner: an event loop that looked would, too."));
    }
  }

  private static boolean comesSoon(Point at) {
    return at.isClosedLoop() || at.rate() / at.active() >= LOOKING_RATE;
  }

  private void manyConnections(List<Point> places) {
    List<String> verdicts = new ArrayList<>();
    for (Point at : places) {
      for (String mode : BLOCKING) {
        compare(at, SELECT, mode, Figure.CPU)
            .ifPresent(comparison ->
                verdicts.add(
                    "%s against %s at %s, %s active (CPU per request to it %s)"
                        .formatted(
                            verdict(comparison, "confirmed", "not seen", "refuted"),
                            mode,
                            Findings.connections(at.connections()),
                            Findings.count(at.active()),
                            ratio(comparison))));
      }
    }
    addMemory(verdicts);
    add("the advantage of select is that it handles many connections", verdicts);
  }

  private void addMemory(List<String> verdicts) {
    List<String> kept = new ArrayList<>();
    for (String mode : BLOCKING) {
      resident(mode).ifPresent(bytes -> kept.add(bytes(bytes) + " in " + mode));
    }
    resident(SELECT)
        .filter(_ -> !kept.isEmpty())
        .map(bytes ->
            "an idle connection keeps %s resident in select, %s"
                .formatted(bytes(bytes), String.join(", ", kept)))
        .ifPresent(verdicts::add);
  }

  /// An interval that contains zero has shown nothing.
  private Optional<Interval> resident(String mode) {
    return memory.stream()
        .filter(run -> run.mode().equals(mode))
        .map(MemoryRun::residentPerConnection)
        .filter(bytes -> bytes.low() > 0)
        .findFirst();
  }

  private static String bytes(Interval bytes) {
    return Values.format(Statistics.estimate(bytes), Format.BYTES);
  }

  private Optional<Comparison> compare(Point at, String mode, String other, Figure figure) {
    return telling(at, mode, figure)
        .flatMap(first ->
            telling(at, other, figure).flatMap(next -> statistics.compare(first, next, figure)));
  }

  private Optional<CellFigures> telling(Point at, String mode, Figure figure) {
    return table.getOrDefault(at, List.of()).stream()
        .filter(cell -> cell.cell().mode().equals(mode) && cell.tells(figure))
        .findFirst();
  }

  /// What a comparison says of a claim.
  ///
  /// @param less where the first is less
  /// @param same where it is not, by any amount worth naming
  /// @param more where it is more
  private static String verdict(Comparison comparison, String less, String same, String more) {
    var interval = comparison.ratio();
    if (interval.low() > 1 - WORTH_NAMING && interval.high() < 1 + WORTH_NAMING) {
      return same;
    }
    return switch (comparison.verdict()) {
      case LESS -> less;
      case SAME -> comparison.ratio().low() < 1 - WORTH_NAMING ? "undecided" : same;
      case MORE -> more;
      case UNKNOWN -> "undecided";
    };
  }

  private static String ratio(Comparison comparison) {
    return Values.format(Statistics.estimate(comparison.ratio()), Format.RATIO);
  }

  private void add(String claim, List<String> verdicts) {
    if (!verdicts.isEmpty()) {
      findings.add(Paragraph.finding("\"%s\": %s.".formatted(claim, String.join("; ", verdicts))));
    }
  }
}
