package dev.muxscope.client.load;

import java.io.PrintStream;
import java.util.Locale;

/// Prints a result for people.
public final class LoadSummary {

  private LoadSummary() {}

  /// About ten lines; the last one is the verdict, with its reasons before it.
  public static void print(LoadResult result, PrintStream out) {
    LoadOptions options = result.options();
    out.printf(
        Locale.ROOT,
        "%s  %s, %s\n",
        options.target(),
        connections(options.connections()),
        kind(options));
    out.printf(
        Locale.ROOT,
        "%s in %s: %.0f requests/s\n",
        count(result.requests(), "request"),
        Nanos.format(result.measuredNanos()),
        result.achievedRatePerSecond());
    // Without a request, zeros would stand for times that nobody measured.
    if (result.requests() > 0) {
      percentiles(result, out);
    }
    if (result.replies() > 0) {
      ownTime(result, out);
    }
    verdict(result, out);
  }

  private static void percentiles(LoadResult result, PrintStream out) {
    out.printf(Locale.ROOT, "\n");
    out.printf(
        Locale.ROOT,
        "               %9s %9s %9s %9s %9s %9s\n",
        "p50",
        "p90",
        "p99",
        "p99.9",
        "max",
        "mean");
    times(out, "response time", result.responseTime());
    if (result.options().pace().openLoop()) {
      times(out, "service time", result.serviceTime());
      LoadResult.Lag lag = result.sendLag();
      out.printf(
          Locale.ROOT,
          "  %-13s%9s %9s %9s %9s %9s\n",
          "sent late by",
          Nanos.format(lag.p50()),
          Nanos.format(lag.p90()),
          Nanos.format(lag.p99()),
          Nanos.format(lag.p999()),
          Nanos.format(lag.max()));
    }
    out.printf(Locale.ROOT, "\n");
  }

  private static void ownTime(LoadResult result, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "own CPU: %.0f %% of a core, %s per request; busy for %.0f %% of the time\n",
        100 * result.ownCpuShare(),
        Nanos.format(result.ownCpuNanos() / result.replies()),
        100 * result.busyShare());
    if (!result.options().pace().openLoop() && Validity.isSaturated(result)) {
      out.print("         so rate and times may be the load generator's own, not the server's\n");
    }
  }

  /// So many of something, in words.
  ///
  /// @param what one of it
  public static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String connections(ConnectionPlan plan) {
    return plan.active() == plan.open()
        ? count(plan.open(), "connection")
        : count(plan.open(), "connection") + ", " + plan.active() + " of them active";
  }

  private static String kind(LoadOptions options) {
    Pace pace = options.pace();
    String loop =
        pace.openLoop()
            ? "open loop at "
                + pace.rate()
                + " requests/s"
                + (pace.arrival() == Pace.Arrival.POISSON ? " (poisson)" : "")
            : "closed loop";
    String pipeline = pace.pipeline() > 1 ? ", " + pace.pipeline() + " at a time" : "";
    return loop + pipeline + ": " + what(options.content());
  }

  private static String what(Content content) {
    if (content.mix().isPresent()) {
      return content.mix().get().partsText();
    }
    String request = content.request();
    String shown = request.length() <= 40 ? request : request.substring(0, 40) + "…";
    return content.payloadBytes() == 0
        ? shown
        : shown + " and " + content.payloadBytes() + " bytes more";
  }

  private static void times(PrintStream out, String name, LoadResult.Times times) {
    out.printf(
        Locale.ROOT,
        "  %-13s%9s %9s %9s %9s %9s %9s\n",
        name,
        Nanos.format(times.p50()),
        Nanos.format(times.p90()),
        Nanos.format(times.p99()),
        Nanos.format(times.p999()),
        Nanos.format(times.max()),
        Nanos.format(Math.round(times.mean())));
  }

  private static void verdict(LoadResult result, PrintStream out) {
    for (String reason : result.reasons()) {
      out.printf(Locale.ROOT, "  %s\n", reason);
    }
    out.printf(
        Locale.ROOT,
        "%s\n",
        switch (result.verdict()) {
          case VALID -> "VALID";
          case INVALID -> "INVALID: these figures are not to be used";
        });
  }
}
