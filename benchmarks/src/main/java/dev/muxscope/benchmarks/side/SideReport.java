package dev.muxscope.benchmarks.side;

import dev.muxscope.lab.stats.Interval;
import dev.muxscope.report.Block;
import dev.muxscope.report.Estimate;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The report on CPU time per request: a table for each place, the goals, the surroundings.
///
/// @param results of the runs so far
/// @param contenders in the order of the tables
/// @param options what was to be measured
/// @param surroundings where and how
/// @param notes what went wrong on the way, each a sentence
record SideReport(
    Results results,
    Contenders contenders,
    Options options,
    Surroundings surroundings,
    List<String> notes) {

  private static final List<Column> PLACE_COLUMNS =
      List.of(
          new Column("server", Format.TEXT),
          new Column("CPU µs/request", Format.NUMBER),
          new Column("to the floor", Format.RATIO),
          new Column("requests/s", Format.NUMBER),
          new Column("rounds", Format.COUNT));

  private static final List<Column> GOAL_COLUMNS =
      List.of(
          new Column("place", Format.TEXT),
          new Column("goal", Format.TEXT),
          new Column("measured", Format.RATIO),
          new Column("verdict", Format.TEXT));

  private static final List<Column> RUN_COLUMNS =
      List.of(
          new Column("round", Format.COUNT),
          new Column("place", Format.TEXT),
          new Column("server", Format.TEXT),
          new Column("CPU µs/request", Format.NUMBER),
          new Column("requests/s", Format.NUMBER));

  /// For a terminal.
  Report summary() {
    return report(List.of(places(), goals(), surroundings.section()));
  }

  /// For files: with charts and every single run.
  Report whole() {
    List<Section> sections = new ArrayList<>(List.of(places(), goals()));
    SideCharts.section(results, contenders, options.places()).ifPresent(sections::add);
    sections.add(surroundings.section());
    sections.add(runs());
    return report(sections);
  }

  private Report report(List<Section> sections) {
    return new Report(
        "Side by side: CPU time per request", surroundings.subtitle(options), sections);
  }

  private Section places() {
    List<Block> blocks = new ArrayList<>(List.of(Paragraph.plain(explanation())));
    notes.forEach(note -> blocks.add(Paragraph.warning(note)));
    contenders.present().forEach(each -> blocks.addAll(compiling(each)));
    options.places().stream().filter(this::measured).map(this::table).forEach(blocks::add);
    return new Section("places", "CPU time per request", blocks);
  }

  private String explanation() {
    IntSummaryStatistics rounds =
        options.places().stream()
            .flatMap(place -> contenders.present().stream().flatMap(each -> rounds(each, place)))
            .filter(count -> count > 0)
            .mapToInt(Integer::intValue)
            .summaryStatistics();
    return explanation(rounds.getMin(), rounds.getMax());
  }

  /// How many rounds are behind a server's cost, and how many behind its ratio to the floor.
  private Stream<Integer> rounds(Contender each, Place place) {
    return Stream.of(
        results.rounds(each.name(), place), results.rounds(each.name(), Contender.FLOOR, place));
  }

  private static String explanation(int fewest, int most) {
    return "CPU time of the whole server process, user and system, per request; medians over "
        + count(fewest, most)
        + " rounds of new processes, and of the ratios within each round. "
        + brackets(fewest, most);
  }

  static String count(int fewest, int most) {
    return fewest < most ? fewest + " to " + most : Integer.toString(most);
  }

  /// What stands in brackets behind a median.
  ///
  /// @param fewest rounds behind one of the medians
  /// @param most rounds behind one of them
  static String brackets(int fewest, int most) {
    return most < 2 ? "One round has no interval." : interval(Math.max(2, fewest), most);
  }

  private static String interval(int fewest, int most) {
    double coverage =
        IntStream.rangeClosed(fewest, most)
            .mapToDouble(MedianInterval::coverage)
            .min()
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        "In brackets %s, which holds the true median in %.1f of 100 cases%s.",
        MedianInterval.isRange(most) ? "the range of the rounds" : "an interval",
        100 * coverage,
        fewest < most ? " or more" : "");
  }

  /// Where a server was measured though it still compiled.
  private List<Block> compiling(Contender each) {
    List<String> where =
        results.runs().stream()
            .filter(run -> run.contender().equals(each.name()) && !run.compiled())
            .map(run -> "in round %d at %s".formatted(run.round() + 1, run.place().label()))
            .toList();
    return where.isEmpty()
        ? List.of()
        : List.of(
            Paragraph.warning(
                "The compilers of %s did not rest in the ten seconds they are given, so that its figure holds some of their time: %s."
                    .formatted(each.name(), String.join("; ", where))));
  }

  private boolean measured(Place place) {
    return results.runs().stream().anyMatch(run -> run.place().equals(place));
  }

  private Table table(Place place) {
    List<List<Object>> rows = new ArrayList<>();
    for (Contender each : contenders.present()) {
      results
          .median(each.name(), place, Measurement::cpuMicros)
          .ifPresent(cost -> rows.add(row(each, place, cost)));
    }
    return new Table(place.id(), place.label(), PLACE_COLUMNS, rows);
  }

  private List<Object> row(Contender each, Place place, Interval cost) {
    return List.of(
        each.name(),
        estimate(cost),
        results
            .ratio(each.name(), Contender.FLOOR, place)
            .<Object>map(SideReport::estimate)
            .orElse("no floor"),
        results.median(each.name(), place, Measurement::perSecond).orElseThrow().value(),
        roundsCell(each, place));
  }

  private Object roundsCell(Contender each, Place place) {
    int own = results.rounds(each.name(), place);
    int both = results.rounds(each.name(), Contender.FLOOR, place);
    return both == 0 || both == own ? (Object) own : own + ", " + both + " with the floor";
  }

  static Estimate estimate(Interval interval) {
    return new Estimate(interval.value(), interval.low(), interval.high());
  }

  private Section goals() {
    List<List<Object>> rows = new ArrayList<>();
    for (Place place : options.places()) {
      for (Contender each : contenders.present()) {
        for (Contender other : contenders.present()) {
          Goal.of(each, other, place).flatMap(this::goalRow).ifPresent(rows::add);
        }
      }
    }
    Block block =
        rows.isEmpty()
            ? Paragraph.plain("None of the goals is stated for what was measured.")
            : new Table("goals", "", GOAL_COLUMNS, rows);
    return new Section("goals", "Goals", List.of(block));
  }

  private Optional<List<Object>> goalRow(Goal goal) {
    return results
        .ratio(goal.contender(), goal.other(), goal.place())
        .map(ratio ->
            List.of(
                goal.place().label(),
                String.format(
                    Locale.ROOT,
                    "%s at most %.2f of %s",
                    goal.contender(),
                    goal.most(),
                    goal.other()),
                estimate(ratio),
                goal.verdict(ratio, results.rounds(goal.contender(), goal.other(), goal.place()))
                    .label()));
  }

  private Section runs() {
    List<List<Object>> rows =
        results.runs().stream()
            .<List<Object>>map(run ->
                List.of(
                    run.round() + 1,
                    run.place().label(),
                    run.contender(),
                    run.cpuMicros(),
                    run.perSecond()))
            .toList();
    return new Section("runs", "Every run", List.of(new Table("every-run", "", RUN_COLUMNS, rows)));
  }
}
