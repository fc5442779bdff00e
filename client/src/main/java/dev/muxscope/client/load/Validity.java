package dev.muxscope.client.load;

import java.util.ArrayList;
import java.util.Locale;
import java.util.function.Consumer;

/// When a result may not be used.
///
/// - The achieved rate differs from what was due by more than 2 % (and by more than one batch, as
///   short runs of a low rate cannot meet it more closely).
/// - One request in a hundred left more than 10 ms late: then the load was not the one asked for.
///   Its lateness is part of the response time, so no figure is too good; it is just another load.
/// - Its threads waited for less than a tenth of the time in an open loop: they may have been the
///   limit. Their CPU time does not tell, since they look for replies while they wait.
/// - Over 2 % (and more than one for each thread) of the connections that were to be opened anew
///   were not, as those whose turn it was were not open again yet, or still awaited replies.
/// - Anything failed: an error reply or a lost connection is other work than was asked for.
final class Validity {

  private static final double MAX_RATE_DIFFERENCE = 0.02;
  private static final long MAX_LAG_P99_NANOS = 10_000_000;
  private static final double MAX_BUSY_SHARE = 0.9;

  private Validity() {}

  /// Passes on one line for each reason.
  static void judge(LoadResult result, Consumer<String> reasons) {
    judgeErrors(result.errors(), reasons);
    judgeChurn(result, reasons);
    if (result.replies() == 0) {
      reasons.accept("no request was answered in the measured part");
    } else if (result.options().pace().openLoop()) {
      judgeRate(result, reasons);
      judgeGenerator(result, reasons);
    }
  }

  private static void judgeErrors(LoadErrors errors, Consumer<String> reasons) {
    String failure = errors.failure();
    count(errors.errorReplies(), "error reply", "error replies", errors.errorReply(), reasons);
    count(
        errors.connectFailures(),
        "connection could not be opened",
        "connections could not be opened",
        failure,
        reasons);
    count(
        errors.connectionsClosed(),
        "connection was lost",
        "connections were lost",
        failure,
        reasons);
    count(
        errors.malformedReplies(),
        "connection delivered malformed or surplus replies",
        "connections delivered malformed or surplus replies",
        failure,
        reasons);
    count(
        errors.unanswered(), "request was not answered", "requests were not answered", "", reasons);
  }

  private static void count(
      long count, String one, String more, String sample, Consumer<String> reasons) {
    if (count > 0) {
      reasons.accept(
          count + " " + (count == 1 ? one : more) + (sample.isEmpty() ? "" : ", as: " + sample));
    }
  }

  /// Whether the load generator had hardly any time to spare. In a closed loop that is no fault, as
  /// it sends as fast as it can; but its rate may be the generator's own.
  static boolean isSaturated(LoadResult result) {
    return result.busyShare() > MAX_BUSY_SHARE;
  }

  /// Whether a result says more about the load generator than about the server.
  static boolean isGeneratorTheLimit(LoadResult result) {
    var found = new ArrayList<String>();
    if (result.requests() > 0 && result.options().pace().openLoop()) {
      judgeGenerator(result, found::add);
    }
    return !found.isEmpty();
  }

  /// Poisson arrivals are as many as chance made them, so what was due is the yardstick.
  private static void judgeRate(LoadResult result, Consumer<String> reasons) {
    double seconds = result.measuredNanos() / 1e9;
    double due = result.offered() / seconds;
    double oneBatch = result.options().pace().pipeline() / seconds;
    double difference = Math.abs(result.achievedRatePerSecond() - due);
    if (difference > Math.max(MAX_RATE_DIFFERENCE * due, oneBatch)) {
      reasons.accept(
          String.format(
              Locale.ROOT,
              "the achieved rate, %.0f/s, differs by over 2 %% from what was due, %.0f/s",
              result.achievedRatePerSecond(),
              due));
    }
  }

  private static void judgeChurn(LoadResult result, Consumer<String> reasons) {
    ConnectionPlan plan = result.options().connections();
    long measured = Math.min(result.measuredNanos(), result.options().duration().toNanos());
    double seconds = (result.options().warmUp().toNanos() + measured) / 1e9;
    double due = plan.churnPerSecond() * seconds;
    int reconnects = result.sockets().reconnects();
    if (due - reconnects > Math.max(MAX_RATE_DIFFERENCE * due, plan.threads())) {
      reasons.accept(
          String.format(
              Locale.ROOT,
              "%.1f connections/s were opened anew instead of %d",
              reconnects / seconds,
              plan.churnPerSecond()));
    }
  }

  private static void judgeGenerator(LoadResult result, Consumer<String> reasons) {
    if (result.sendLag().p99() > MAX_LAG_P99_NANOS) {
      reasons.accept(
          String.format(
              Locale.ROOT,
              "1 %% of the requests left over %.1f ms late",
              result.sendLag().p99() / 1e6));
    }
    if (isSaturated(result)) {
      reasons.accept(
          String.format(
              Locale.ROOT,
              "the load generator was busy for %.0f %% of the time",
              100 * result.busyShare()));
    }
  }
}
