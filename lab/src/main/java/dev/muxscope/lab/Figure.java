package dev.muxscope.lab;

import dev.muxscope.report.Table.Format;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Something that a run has measured, of which less is better.
///
/// @param jsonName its stable name in `results.json`, with its unit
/// @param label the head of its column
/// @param format how it is written
/// @param value of a run; `NaN` where it is not known
record Figure(String jsonName, String label, Format format, ToDoubleFunction<TimedRun> value) {

  /// CPU time of the server per request, the first of all figures.
  static final Figure CPU = of(Cost.CPU);

  static final Figure P50 =
      new Figure(
          "responseTimeP50Nanos", "p50", Format.NANOS, run -> run.load().responseTime().p50());
  static final Figure P99 =
      new Figure(
          "responseTimeP99Nanos", "p99", Format.NANOS, run -> run.load().responseTime().p99());
  static final Figure P999 =
      new Figure(
          "responseTimeP999Nanos", "p99.9", Format.NANOS, run -> run.load().responseTime().p999());

  /// How late the load sent its requests, which is in the response times; zero in a closed loop.
  static final Figure LATE =
      new Figure("sendLagP99Nanos", "late p99", Format.NANOS, run -> run.load().sendLag().p99());

  /// Response times, from the moment a request was due, and what the load itself has added.
  static final List<Figure> RESPONSE = List.of(P50, P99, LATE, P999);

  /// What a request costs the server.
  static final List<Figure> LEDGER = Arrays.stream(Cost.values()).map(Figure::of).toList();

  private static Figure of(Cost cost) {
    return new Figure(
        cost.jsonName(), cost.label(), cost.format(), run -> run.account().ledger().get(cost));
  }

  boolean isResponseTime() {
    return RESPONSE.contains(this);
  }

  double of(TimedRun run) {
    return value.applyAsDouble(run);
  }
}
