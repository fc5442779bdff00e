package dev.muxscope.client.load;

import java.io.PrintStream;
import java.util.Locale;

/// Prints a result for people.
public final class LoadSummary {

  private LoadSummary() {}

  /// About ten lines; the last one is the verdict, with its reasons before it.
  public static void print(LoadResult result, PrintStream out) {
    LoadOptions options = result.options();
    line(out, "%s  %d connections, %s", options.target(), options.connections(), kind(options));
    line(
        out,
        "%d requests in %s: %.0f requests/s",
        result.requests(),
        Nanos.format(result.measuredNanos()),
        result.achievedRatePerSecond());
    line(out, "");
    line(
        out, "               %9s %9s %9s %9s %9s %9s", "p50", "p90", "p99", "p99.9", "max", "mean");
    times(out, "response time", result.responseTime());
    if (options.openLoop()) {
      times(out, "service time", result.serviceTime());
      LoadResult.Lag lag = result.sendLag();
      line(
          out,
          "  %-13s%9s %9s %9s %9s %9s",
          "sent late by",
          Nanos.format(lag.p50()),
          "",
          Nanos.format(lag.p99()),
          "",
          Nanos.format(lag.max()));
    }
    line(out, "");
    line(
        out,
        "own CPU        %.0f %% of a core, %s per request",
        100 * result.ownCpuShare(),
        Nanos.format((double) result.ownCpuNanos() / Math.max(1, result.replies())));
    verdict(result, out);
  }

  private static String kind(LoadOptions options) {
    String pipeline = options.pipeline() > 1 ? ", " + options.pipeline() + " at a time" : "";
    String request = options.request();
    String shown = request.length() <= 40 ? request : request.substring(0, 40) + "…";
    return (options.openLoop() ? "open loop at " + options.rate() + " requests/s" : "closed loop")
        + pipeline
        + ": "
        + shown;
  }

  private static void times(PrintStream out, String name, LoadResult.Times times) {
    line(
        out,
        "  %-13s%9s %9s %9s %9s %9s %9s",
        name,
        Nanos.format(times.p50()),
        Nanos.format(times.p90()),
        Nanos.format(times.p99()),
        Nanos.format(times.p999()),
        Nanos.format(times.max()),
        Nanos.format(times.mean()));
  }

  private static void verdict(LoadResult result, PrintStream out) {
    for (String reason : result.reasons()) {
      line(out, "  %s", reason);
    }
    line(
        out,
        "%s",
        switch (result.verdict()) {
          case VALID -> "VALID";
          case INVALID -> "INVALID: these figures are not to be used";
        });
  }

  private static void line(PrintStream out, String format, Object... arguments) {
    out.print(String.format(Locale.ROOT, format, arguments) + "\n");
  }
}
