package dev.muxscope.lab;

import dev.muxscope.lab.stats.Interval;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Models of all modes of a lab, and what they foretell: of closed loops, or of loads of a rate.
/// What either costs says nothing of the other, as a closed loop is as fast as the mode is.
///
/// Intervals come from the leave-one-out errors: of those at hand, 19 of 20 are no larger; where
/// there are fewer than 19, none is (Vovk, Gammerman & Shafer, *Algorithmic Learning in a Random
/// World*, 2005, on conformal prediction).
final class Prediction {

  private static final double COVERAGE = 0.95;

  /// Of fewer errors than this, none is so large that only one in 20 exceeds it.
  private static final int ENOUGH_FOR_COVERAGE = 19;

  private final Results results;
  private final String kind;
  private final List<Point> places;
  private final Map<String, List<CostModel.Observation>> seen = new LinkedHashMap<>();
  private final Map<String, CostModel> models = new LinkedHashMap<>();

  /// @param closedLoop whether it is to foretell closed loops, or loads of a rate
  /// @throws LabException if too few such places were measured in all modes
  Prediction(Results results, boolean closedLoop) throws LabException {
    this(results, results.table(), new Statistics(results.table().values()), closedLoop);
    if (models.isEmpty()) {
      throw new LabException(
          "%d places %s were measured in every mode: a model takes %d, so sweep over more"
              .formatted(places.size(), kind, CostModel.FEWEST_PLACES));
    }
  }

  /// With no models if too few places were measured in all modes.
  Prediction(
      Results results,
      Map<Point, List<CellFigures>> table,
      Statistics statistics,
      boolean closedLoop) {
    this.results = results;
    this.kind = closedLoop ? "in a closed loop" : "at a rate";
    this.places =
        table.entrySet().stream()
            .filter(row -> row.getKey().isClosedLoop() == closedLoop)
            .filter(row -> row.getValue().stream().allMatch(CellFigures::measured))
            .map(Map.Entry::getKey)
            .toList();
    if (places.size() < CostModel.FEWEST_PLACES) {
      return;
    }
    for (int mode = 0; mode < results.options().modes().size(); mode++) {
      List<CostModel.Observation> observations = new ArrayList<>();
      for (Point at : places) {
        CellFigures cell = table.getOrDefault(at, List.of()).get(mode);
        observations.add(new CostModel.Observation(at, statistics.mean(cell, Figure.CPU).value()));
      }
      String label = results.options().modes().get(mode);
      seen.put(label, observations);
      models.put(label, CostModel.fit(observations));
    }
  }

  /// The models and how well they do.
  List<Block> models() {
    if (models.isEmpty()) {
      return List.of(
          Paragraph.plain(
              "Too few places %s were measured in every mode to fit a model to them."
                  .formatted(kind)));
    }
    List<Column> columns =
        List.of(
            new Column("mode", Format.TEXT),
            new Column("typical error", Format.SHARE),
            new Column("worst", Format.SHARE),
            new Column("cost follows from", Format.TEXT));
    List<List<Object>> rows = new ArrayList<>();
    models.forEach((mode, model) -> rows.add(row(mode, model)));
    return List.of(
        new Table("model-" + kind.replace(' ', '-'), "Requests " + kind, columns, rows),
        Paragraph.plain(
            "Error: each of the %d places is left out in turn, and foretold from the others; the"
                    .formatted(places.size())
                + " median and the largest. What cost follows from was chosen by the same errors, which"
                + " flatters them. muxscope predict --from %s foretells any place."
                    .formatted(results.options().out())));
  }

  private static List<Object> row(String mode, CostModel model) {
    double[] sizes =
        Arrays.stream(model.errors()).map(error -> Math.expm1(Math.abs(error))).toArray();
    Range range = Range.of(sizes);
    String features =
        model.features().stream().map(Feature::label).collect(Collectors.joining(", "));
    return List.of(mode, range.median(), range.high(), features);
  }

  /// What a request would cost at a place.
  Report at(Point at) {
    List<Column> columns =
        List.of(
            new Column("mode", Format.TEXT),
            new Column("CPU/request", Format.NANOS),
            new Column("of a core", Format.SHARE));
    List<List<Object>> rows = new ArrayList<>();
    models.forEach((mode, model) -> {
      Estimate cost = Statistics.estimate(cost(model, at));
      double share = at.isClosedLoop() ? Double.NaN : cost.value() * at.rate() / 1e9;
      rows.add(List.of(mode, cost, share));
    });
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Table("prediction", "", columns, rows));
    blocks.addAll(verdict(at));
    blocks.add(Paragraph.plain(intervals()));
    for (String outside : extrapolations(at)) {
      blocks.add(Paragraph.warning("This extrapolates: " + outside + "."));
    }
    List<Section> sections =
        List.of(
            new Section("prediction", "What a request would cost", blocks),
            new Section("model", "How well that is known", models()));
    return new Report("Muxscope prediction: " + at, results.options().request(at), sections);
  }

  private String intervals() {
    int seen = places.size();
    return "In brackets: as far off as %s were, foretold from the others."
        .formatted(
            seen < ENOUGH_FOR_COVERAGE
                ? "the worst of the %d places".formatted(seen)
                : "19 of 20 of the %d places".formatted(seen));
  }

  /// Of a mode that cannot be foretold, nobody can say that another is cheaper.
  private List<Paragraph> verdict(Point at) {
    List<String> unknown =
        models.keySet().stream().filter(mode -> !(model(mode).predict(at) > 0)).toList();
    if (unknown.isEmpty()) {
      return List.of(comparison(at, ""));
    }
    return List.of(
        Paragraph.warning(
            "What %s would cost here cannot be foretold.".formatted(String.join(", ", unknown))),
        comparison(at, "Of the others "));
  }

  /// @param among which modes, in words, if not all
  private Paragraph comparison(Point at, String among) {
    List<String> modes =
        models.keySet().stream()
            .filter(mode -> model(mode).predict(at) > 0)
            .sorted((a, b) -> Double.compare(model(a).predict(at), model(b).predict(at)))
            .toList();
    if (modes.size() < 2) {
      return Paragraph.plain("There is nothing to compare.");
    }
    String least = modes.getFirst();
    String text =
        modes.stream()
            .skip(1)
            .filter(mode -> !(ratio(least, mode, at).high() < 1))
            .findFirst()
            .map(mode ->
                "No difference can be foretold between %s and %s (%s)."
                    .formatted(least, mode, ratioText(least, mode, at)))
            .orElseGet(() ->
                "%s%s would be the cheapest, at %s of %s."
                    .formatted(among, least, ratioText(least, modes.get(1), at), modes.get(1)));
    return Paragraph.finding(text);
  }

  private String ratioText(String mode, String other, Point at) {
    return Values.format(Statistics.estimate(ratio(mode, other, at)), Format.RATIO);
  }

  private CostModel model(String mode) {
    CostModel model = models.get(mode);
    if (model == null) {
      throw new IllegalArgumentException(mode);
    }
    return model;
  }

  /// What a mode would cost, in nanoseconds; `NaN` where its model tells nothing.
  private static Interval cost(CostModel model, Point at) {
    double cost = model.predict(at);
    return cost > 0 ? around(cost, model.errors()) : Interval.unknown(Double.NaN);
  }

  Interval cost(String mode, Point at) {
    return cost(model(mode), at);
  }

  /// What one mode would cost of another.
  Interval ratio(String mode, String other, Point at) {
    double[] a = model(mode).errors();
    double[] b = model(other).errors();
    double[] errors = IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    return around(model(mode).predict(at) / model(other).predict(at), errors);
  }

  private static Interval around(double value, double[] errors) {
    double[] sizes = Arrays.stream(errors).map(Math::abs).sorted().toArray();
    int rank = Math.min(sizes.length, (int) Math.ceil(COVERAGE * (sizes.length + 1)));
    double factor = Math.exp(sizes[rank - 1]);
    return Double.isFinite(factor)
        ? new Interval(value, value / factor, value * factor)
        : Interval.unknown(value);
  }

  /// On which axes a place lies outside of what was measured, in words.
  List<String> extrapolations(Point at) {
    List<String> outside = new ArrayList<>();
    for (Axis axis : Axis.values()) {
      Range measured = Range.of(places.stream().mapToDouble(axis::of).toArray());
      if (axis.of(at) < measured.low() || axis.of(at) > measured.high()) {
        outside.add(
            "%s %s is outside of %s to %s, which were measured"
                .formatted(
                    axis.label(),
                    Values.format(axis.of(at), axis.format()),
                    Values.format(measured.low(), axis.format()),
                    Values.format(measured.high(), axis.format())));
      }
    }
    List<Work> works =
        places.stream()
            .map(Point::work)
            .filter(work -> work.kind() == at.work().kind())
            .sorted((a, b) -> a.time().compareTo(b.time()))
            .toList();
    if (works.isEmpty()
        || at.work().time().compareTo(works.getFirst().time()) < 0
        || at.work().time().compareTo(works.getLast().time()) > 0) {
      outside.add("work " + at.work() + " was not measured, nor what encloses it");
    }
    return outside;
  }
}
