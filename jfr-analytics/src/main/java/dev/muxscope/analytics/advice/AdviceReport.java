package dev.muxscope.analytics.advice;

import dev.muxscope.analytics.advice.Advice.Change;
import dev.muxscope.report.Block;
import dev.muxscope.report.Estimate;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Draws up [Advice]: the verdict, its sentences, what would change, and the rows behind all of it.
public final class AdviceReport {

  private final Forecast forecast;
  private final Evidence seen;
  private final Advice advice;
  private final List<Fact> rows;

  private AdviceReport(Evidence seen, Forecast forecast) {
    this.forecast = forecast;
    this.seen = seen;
    this.advice = new Advisor(forecast).advise(seen);
    this.rows = List.copyOf(seen.seen().keySet());
  }

  /// The report on `seen`.
  ///
  /// @param subtitle when and where it was recorded
  public static Report of(String title, String subtitle, Evidence seen, Forecast forecast) {
    return new AdviceReport(seen, forecast).report(title, subtitle);
  }

  private Report report(String title, String subtitle) {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("advice", "Advice", sentences()));
    if (!advice.changes().isEmpty()) {
      sections.add(new Section("changes", "What would change", changes()));
    }
    if (!seen.own().values().isEmpty()) {
      sections.add(new Section("forecast", "CPU time per request by mode", forecasts()));
    }
    sections.add(new Section("evidence", "What was seen", List.of(evidence())));
    if (!seen.own().values().isEmpty()) {
      sections.add(new Section("measured", "Under load, per request", List.of(measured())));
    }
    return new Report(title, subtitle, sections);
  }

  private List<Block> sentences() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Paragraph.finding(verdict()));
    blocks.add(Paragraph.plain("It waits for sockets by " + seen.waiting().label() + ways() + "."));
    advice
        .reasons()
        .forEach(reason ->
            blocks.add(Paragraph.plain(reason.text() + " " + references(reason.facts()))));
    advice.toRecord().forEach(missing -> blocks.add(Paragraph.warning("Not known: " + missing)));
    return blocks;
  }

  private String verdict() {
    return switch (advice.verdict()) {
      case VIRTUAL_THREADS -> "Virtual threads would suit this service better.";
      case MULTIPLEXING -> "Multiplexing, or more of it, would suit this service better.";
      case NEITHER -> "Neither virtual threads nor multiplexing would matter here.";
      case NOT_ENOUGH -> "There is not enough evidence to advise.";
    };
  }

  private String ways() {
    List<Fact> ways =
        Stream.of(Fact.LOOPS, Fact.TURNS, Fact.VIRTUAL, Fact.SOCKET_WAITERS, Fact.POOLED)
            .filter(fact -> seen.atLeast(fact, 1))
            .toList();
    return ways.isEmpty() ? "" : " " + references(ways);
  }

  private String references(List<Fact> facts) {
    List<String> known =
        facts.stream().filter(rows::contains).sorted().map(fact -> "" + row(fact)).toList();
    return (known.size() == 1 ? "[row " : "[rows ") + String.join(", ", known) + "]";
  }

  private int row(Fact fact) {
    return rows.indexOf(fact) + 1;
  }

  private List<Block> changes() {
    List<Column> columns = new ArrayList<>(List.of(new Column("way of waiting", Format.TEXT)));
    List<Object> now = new ArrayList<>(List.of("now: " + seen.waiting().label()));
    List<Object> virtual = new ArrayList<>(List.of("virtual threads"));
    List<Object> multiplexed = new ArrayList<>(List.of("multiplexing"));
    for (Change change : advice.changes()) {
      columns.add(new Column(change.what(), change.format()));
      now.add(change.now());
      virtual.add(change.virtual());
      multiplexed.add(change.multiplexed());
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Table("changes", "", columns, List.of(now, virtual, multiplexed)));
    blocks.add(Paragraph.plain("In brackets: the range in which the figure is to be expected."));
    advice
        .changes()
        .forEach(change ->
            blocks.add(Paragraph.plain(upperCase(change.what()) + ": " + change.basis() + ".")));
    return blocks;
  }

  private static String upperCase(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private List<Block> forecasts() {
    String mode = seen.mode();
    double own = seen.own().of(Measure.CPU);
    List<List<Object>> cells = new ArrayList<>();
    for (String to : Calibration.MODES) {
      Estimate cost = to.equals(mode) ? new Estimate(own) : forecast.cost(mode, to, seen.own());
      cells.add(
          List.of(
              to,
              to.equals(mode) ? "measured" : "foretold",
              cost,
              new Estimate(cost.value() / own, cost.low() / own, cost.high() / own)));
    }
    List<Column> columns =
        List.of(
            new Column("mode", Format.TEXT),
            new Column("is", Format.TEXT),
            new Column("CPU per request", Format.NANOS),
            new Column("to measured", Format.RATIO));
    return List.of(
        new Table("forecast", "", columns, cells),
        Paragraph.plain(CalibrationReport.sentence(forecast)));
  }

  private Table evidence() {
    List<List<Object>> cells = new ArrayList<>();
    seen.seen()
        .forEach((fact, known) ->
            cells.add(
                List.of(
                    (long) row(fact),
                    fact.label(),
                    Values.format(known.value(), fact.format())
                        + (known.detail().isEmpty() ? "" : " (" + known.detail() + ")"),
                    known.source(),
                    known.surety())));
    List<Column> columns =
        List.of(
            new Column("row", Format.COUNT),
            new Column("what was seen", Format.TEXT),
            new Column("figure", Format.TEXT),
            new Column("in", Format.TEXT),
            new Column("how sure", Format.TEXT));
    return new Table("evidence", "", columns, cells);
  }

  private Table measured() {
    List<List<Object>> cells = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      cells.add(List.of(measure.label(), seen.own().of(measure)));
    }
    return new Table(
        "measured",
        "",
        List.of(new Column("what", Format.TEXT), new Column("figure", Format.NUMBER)),
        cells);
  }
}
