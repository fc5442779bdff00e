package dev.muxscope.client.load;

import dev.muxscope.client.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// What a run measured.
///
/// The measured part begins when the warm-up is over and ends when nothing more is sent; replies
/// that are late are awaited for up to 5 s after it. Times are those of all requests due (closed
/// loop: sent) in the measured part.
///
/// @param options what was asked for
/// @param achievedRatePerSecond replies per second in the measured part
/// @param offered requests due in the measured part, whether answered or not; in a closed loop
///   those answered
/// @param requests requests due in the measured part and answered
/// @param replies replies that came in the measured part, whenever they were asked for: what to
///   divide the server's costs of that part by
/// @param measuredNanos length of the measured part
/// @param startEpochNanos when it began, in nanoseconds since 1970
/// @param endEpochNanos when it ended, in nanoseconds since 1970
/// @param responseTime from the moment a request was due to its reply
/// @param serviceTime from the moment a request was sent to its reply, and the time that it waited
///   for a connection of a churn, when none was there
/// @param sendLag how late a request was sent, but for the time that it waited for a connection;
///   zeros in a closed loop
/// @param ownCpuNanos CPU time of the load generator's process in the measured part, in steps of 10
///   ms
/// @param waitedNanos how long the threads that drive the connections waited for replies or for the
///   next request in the measured part, all together
/// @param sockets what the connections took of this machine, the warm-up included
/// @param errors what went wrong
/// @param reasons why the figures are not to be used; empty when they may be
public record LoadResult(
    LoadOptions options,
    double achievedRatePerSecond,
    long offered,
    long requests,
    long replies,
    long measuredNanos,
    long startEpochNanos,
    long endEpochNanos,
    Times responseTime,
    Times serviceTime,
    Lag sendLag,
    long ownCpuNanos,
    long waitedNanos,
    Sockets sockets,
    LoadErrors errors,
    List<String> reasons) {

  /// Whether the figures may be used.
  public enum Verdict {
    VALID,
    INVALID
  }

  public LoadResult {
    reasons = List.copyOf(reasons);
  }

  /// Percentiles of a time, in nanoseconds, to three digits; times over 60 s count as 60 s.
  public record Times(long p50, long p90, long p99, long p999, long max, double mean) {

    static Times of(Histogram histogram) {
      return new Times(
          histogram.getValueAtPercentile(50),
          histogram.getValueAtPercentile(90),
          histogram.getValueAtPercentile(99),
          histogram.getValueAtPercentile(99.9),
          histogram.getMaxValue(),
          histogram.getMean());
    }
  }

  /// Percentiles of how late requests left, in nanoseconds, to three digits.
  public record Lag(long p50, long p90, long p99, long p999, long max) {

    static Lag of(Histogram histogram) {
      return new Lag(
          histogram.getValueAtPercentile(50),
          histogram.getValueAtPercentile(90),
          histogram.getValueAtPercentile(99),
          histogram.getValueAtPercentile(99.9),
          histogram.getMaxValue());
    }
  }

  /// What the connections took of this machine.
  ///
  /// @param opened connections opened, each of which took a port
  /// @param reconnects how many of them replaced one that was closed on purpose
  /// @param sourceAddresses how many addresses of this machine they came from
  public record Sockets(int opened, int reconnects, int sourceAddresses) {

    static final Sockets NONE = new Sockets(0, 0, 0);

    /// The sockets of two threads, which use the same addresses.
    Sockets plus(Sockets other) {
      return new Sockets(
          opened + other.opened,
          reconnects + other.reconnects,
          Math.max(sourceAddresses, other.sourceAddresses));
    }
  }

  /// [Verdict#VALID] when there is no reason against it.
  public Verdict verdict() {
    return reasons.isEmpty() ? Verdict.VALID : Verdict.INVALID;
  }

  /// The share of one core, over 1 if several threads drive the connections, that the load
  /// generator used in the measured part.
  public double ownCpuShare() {
    return (double) ownCpuNanos / measuredNanos;
  }

  /// For which share of the measured part, 0 to 1, the threads that drive the connections did not
  /// wait: they sent or received, or wanted to and did not get a processor.
  public double busyShare() {
    double all = (double) measuredNanos * options.connections().threads();
    return Math.max(0, 1 - waitedNanos / all);
  }

  /// Whether the load generator had hardly any time to spare. In a closed loop, which sends as fast
  /// as it can, rate and times may be its own then.
  public boolean isSaturated() {
    return Validity.isSaturated(this);
  }

  /// Writes the result as JSON; [LoadJson] tells the fields.
  public void toJson(Path file) throws IOException {
    Files.writeString(file, LoadJson.write(this));
  }

  /// Takes what [#toJson] wrote from its parsed form.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static LoadResult of(JsonObject json) {
    return LoadJson.result(json);
  }

  /// Reads what [#toJson] wrote.
  ///
  /// @throws IOException when the file cannot be read or holds something else
  public static LoadResult fromJson(Path file) throws IOException {
    return LoadJson.read(Files.readString(file));
  }

  /// Judges a result and returns it with its reasons.
  LoadResult judged() {
    var found = new ArrayList<String>();
    Validity.judge(this, found::add);
    return new LoadResult(
        options,
        achievedRatePerSecond,
        offered,
        requests,
        replies,
        measuredNanos,
        startEpochNanos,
        endEpochNanos,
        responseTime,
        serviceTime,
        sendLag,
        ownCpuNanos,
        waitedNanos,
        sockets,
        errors,
        found);
  }
}
