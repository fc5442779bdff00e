package dev.muxscope.analytics.advice;

import dev.muxscope.report.Block;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.List;

/// How well forecasts of CPU per request do on loads they were not fitted to.
public final class CalibrationReport {

  private CalibrationReport() {}

  /// The error of every forecast of an unseen load, and what the forecasts are made of.
  public static Report of(Forecast forecast) {
    return new Report(
        "The advisor's forecasts",
        forecast.calibration().machine(),
        List.of(
            new Section(
                "error",
                "Errors on loads that were kept from the fit",
                List.of(Paragraph.finding(sentence(forecast)), pairs(forecast))),
            new Section(
                "fits",
                "What a request costs more, or less, than the CPU time measured: the sum of these",
                List.of(fits(forecast))),
            new Section("checks", "Every such forecast", List.<Block>of(checks(forecast)))));
  }

  /// One sentence with the typical and the worst error.
  static String sentence(Forecast forecast) {
    double[] errors = errors(forecast.checks());
    if (errors.length == 0) {
      return "How far off the forecast is, is not known: no load was kept from the fit.";
    }
    return "Forecasts are fitted to Muxscope's own servers%s. On %d forecasts of loads kept from the fit they were off by %s (median), %s (mean), %s (worst); %s of them by at most 20 %%."
        .formatted(
            forecast.calibration().machine().isEmpty()
                ? ""
                : " on one machine (" + forecast.calibration().machine() + ")",
            errors.length,
            share(errors[errors.length / 2]),
            share(mean(errors)),
            share(errors[errors.length - 1]),
            share(within(errors)));
  }

  private static double[] errors(List<Forecast.Check> checks) {
    return checks.stream().mapToDouble(Forecast.Check::error).sorted().toArray();
  }

  private static double mean(double[] errors) {
    double sum = 0;
    for (double error : errors) {
      sum += error;
    }
    return sum / errors.length;
  }

  private static double within(double[] errors) {
    int within = 0;
    for (double error : errors) {
      within += error <= 0.2 ? 1 : 0;
    }
    return (double) within / errors.length;
  }

  private static String share(double value) {
    return Values.format(value, Format.SHARE);
  }

  private static Table pairs(Forecast forecast) {
    List<List<Object>> rows = new ArrayList<>();
    for (Forecast.Pair pair : forecast.fits().keySet()) {
      double[] errors =
          errors(forecast.checks().stream().filter(check -> check.pair().equals(pair)).toList());
      if (errors.length > 0) {
        rows.add(
            List.of(
                pair.from(),
                pair.to(),
                (long) errors.length,
                errors[errors.length / 2],
                mean(errors),
                errors[errors.length - 1]));
      }
    }
    List<Column> columns =
        List.of(
            new Column("from", Format.TEXT),
            new Column("to", Format.TEXT),
            new Column("loads", Format.COUNT),
            new Column("median error", Format.SHARE),
            new Column("mean", Format.SHARE),
            new Column("worst", Format.SHARE));
    return new Table("errors", "", columns, rows);
  }

  private static Table fits(Forecast forecast) {
    List<List<Object>> rows = new ArrayList<>();
    forecast
        .fits()
        .forEach((pair, fit) -> {
          for (int i = 0; i < fit.terms().size(); i++) {
            rows.add(
                List.of(
                    pair.from(),
                    pair.to(),
                    fit.coefficient(i),
                    fit.terms().get(i).label(),
                    fit.margin()));
          }
        });
    List<Column> columns =
        List.of(
            new Column("from", Format.TEXT),
            new Column("to", Format.TEXT),
            new Column("nanoseconds", Format.NUMBER),
            new Column("times, per request", Format.TEXT),
            new Column("19 of 20 within", Format.RATIO));
    return new Table("fits", "", columns, rows);
  }

  private static Table checks(Forecast forecast) {
    List<List<Object>> rows = new ArrayList<>();
    for (Forecast.Check check : forecast.checks()) {
      rows.add(
          List.of(
              check.load(),
              check.pair().from(),
              check.pair().to(),
              check.foretold(),
              check.measured(),
              check.error()));
    }
    List<Column> columns =
        List.of(
            new Column("load", Format.TEXT),
            new Column("from", Format.TEXT),
            new Column("to", Format.TEXT),
            new Column("foretold", Format.NANOS),
            new Column("measured", Format.NANOS),
            new Column("error", Format.SHARE));
    return new Table("checks", "", columns, rows);
  }
}
