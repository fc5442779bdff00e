package dev.muxscope.lab;

import dev.muxscope.client.load.Pace;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the figures say, in words.
final class Findings {

  private static final String RATE_MISSED =
      " Where a rate was missed, either the machine is busy with something else, or requests take"
          + " longer than the rate allows: then give a lower --rate.";

  /// Sends a second. With fewer a load sleeps until the next is near, and every reply wakes it.
  private static final long PAUSING_RATE = 900;

  private static final List<Figure> ALONG_AXES = List.of(Figure.CPU, Figure.P50, Figure.P99);

  private final Results results;
  private final Map<Point, List<CellFigures>> table;
  private final Statistics statistics;
  private final List<Paragraph> paragraphs = new ArrayList<>();

  private Findings(Results results, Map<Point, List<CellFigures>> table, Statistics statistics) {
    this.results = results;
    this.table = table;
    this.statistics = statistics;
  }

  /// What is found of the claims and along some axes, and what the figures are worth.
  static List<Paragraph> of(
      Results results,
      Map<Point, List<CellFigures>> table,
      Statistics statistics,
      List<Axis> axes) {
    Findings findings = new Findings(results, table, statistics);
    findings.paragraphs.addAll(Claims.of(results, table, statistics));
    for (Axis axis : axes) {
      findings.paragraphs.addAll(along(axis, ALONG_AXES, results, table, statistics));
    }
    findings.addNoise();
    findings.addMissing();
    findings.addUnrecorded();
    findings.addAgain();
    findings.addUnseenLoad();
    findings.addGrain();
    findings.addRefusals();
    return findings.paragraphs;
  }

  /// Which mode has the least of some figures along an axis; nothing if it has a single value.
  static List<Paragraph> along(
      Axis axis,
      List<Figure> figures,
      Results results,
      Map<Point, List<CellFigures>> table,
      Statistics statistics) {
    Sweep sweep = results.options().sweep();
    if (sweep.along(axis).size() < 2) {
      return List.of();
    }
    return figures.stream()
        .map(figure -> AxisSentence.of(name(figure), figure, axis, sweep, table, statistics))
        .flatMap(Optional::stream)
        .map(Paragraph::finding)
        .toList();
  }

  private static String name(Figure figure) {
    if (figure.equals(Figure.CPU)) {
      return "CPU per request";
    }
    return (figure.equals(Figure.P50) ? "Median" : figure.label()) + " response time";
  }

  private void addNoise() {
    var noise = statistics.noise(Figure.CPU);
    if (noise.known()) {
      int rounds = results.options().effort().rounds();
      paragraphs.add(
          Paragraph.plain(
              "Noise floor, A against A: two server processes of the same mode under the same load"
                  + " differ by up to "
                  + Values.format(noise.share(), Format.SHARE)
                  + " in CPU per request in 19 of 20 cases, the means over "
                  + rounds
                  + " of them by up to "
                  + Values.format(noise.share(rounds, rounds), Format.SHARE)
                  + ". A difference between modes that is no larger, or whose interval contains"
                  + " none, is reported as no difference: none was shown, which does not say that"
                  + " there is none."));
    }
  }

  private void addMissing() {
    long missing = results.missing();
    if (missing > 0) {
      paragraphs.add(
          Paragraph.warning(
              "The lab ended early: %s not made. muxscope lab --resume %s goes on."
                  .formatted(
                      missing == 1 ? "1 timed run was" : count(missing) + " timed runs were",
                      results.options().out())));
    }
  }

  private void addUnrecorded() {
    List<Cell> recorded = results.recordings().stream().map(Recorded::cell).toList();
    String missing =
        Plan.recordedCells(results.options()).stream()
            .filter(cell -> !recorded.contains(cell))
            .map(Cell::toString)
            .collect(Collectors.joining("; "));
    if (!missing.isEmpty()) {
      paragraphs.add(
          Paragraph.warning(
              "There is no recording of %s that can be read. muxscope lab --resume %s makes it."
                  .formatted(missing, results.options().out())));
    }
  }

  private void addAgain() {
    int again = cells().stream().mapToInt(CellFigures::again).sum();
    int used = used().size();
    if (again > 0) {
      paragraphs.add(
          Paragraph.warning(
              ("%d of %d runs that are used %s refused at first and measured again after all others, by"
                      + " a server that was the only one meanwhile: what the machine did in between is in"
                      + " the difference to the runs beside them. The table of all runs tells which.")
                  .formatted(again, used, again == 1 ? "was" : "were")));
    }
  }

  /// Where nobody can see what other processes use, no run is refused for it.
  private void addUnseenLoad() {
    List<TimedRun> used = used();
    long unseen = used.stream().filter(run -> Double.isNaN(run.account().foreignShare())).count();
    if (unseen > 0) {
      paragraphs.add(
          Paragraph.warning(
              "Whether other processes disturbed %d of %d runs that are used is not known here."
                  .formatted(unseen, used.size())));
    }
  }

  /// Where the load had no processor to itself, it could not look for replies without a pause.
  private void addGrain() {
    List<TimedRun> used = used();
    long paused =
        used.stream().map(run -> run.load().options().pace()).filter(Findings::pauses).count();
    if (paused > 0) {
      paragraphs.add(
          Paragraph.warning(
              ("In %d of %d runs that are used the load had no processor to itself, and may have seen"
                      + " replies up to 45 µs late: a difference of response times below that says"
                      + " nothing of the servers.")
                  .formatted(paused, used.size())));
    }
  }

  private static boolean pauses(Pace pace) {
    return pace.rate() >= PAUSING_RATE * pace.pipeline() && !pace.busyPoll();
  }

  private List<TimedRun> used() {
    return cells().stream().flatMap(cell -> cell.runs().stream()).toList();
  }

  private List<CellFigures> cells() {
    return table.values().stream().flatMap(List::stream).toList();
  }

  private void addRefusals() {
    List<TimedRun> refused = cells().stream().flatMap(cell -> cell.refused().stream()).toList();
    if (!refused.isEmpty()) {
      int used = used().size();
      TimedRun first = refused.getFirst();
      paragraphs.add(
          Paragraph.warning(
              "%d of %d runs %s refused or failed, so %s; the first was %s: %s. The report lists all.%s"
                  .formatted(
                      refused.size(),
                      refused.size() + used,
                      refused.size() == 1 ? "was" : "were",
                      used == 0
                          ? "nothing can be said of what a request costs"
                          : "the figures of some cells are missing or less sure",
                      first.cell(),
                      first.refusals().getFirst(),
                      refused.stream().anyMatch(Refusals::ofRate) ? RATE_MISSED : "")));
    }
    results.memory().stream()
        .filter(run -> !run.valid())
        .map(run -> Paragraph.warning(run.mode() + ", memory refused " + run.refusal() + "."))
        .forEach(paragraphs::add);
  }

  static String count(long count) {
    return Values.format(count, Format.COUNT);
  }

  static String connections(int count) {
    return count(count) + (count == 1 ? " connection" : " connections");
  }
}
