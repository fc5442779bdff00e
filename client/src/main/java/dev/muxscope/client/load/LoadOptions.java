package dev.muxscope.client.load;

import dev.muxscope.client.HostPort;
import dev.muxscope.client.RequestLine;
import java.time.Duration;

/// What the load generator is asked to do. Immutable.
///
/// @param target the server
/// @param connections 1 to 60,000; all are open before the warm-up begins
/// @param rate requests per second over all connections, 1 to 10,000,000 (open loop); 0 for a
///   closed loop, in which every connection sends when its last replies are in
/// @param duration of the measured part, over zero, at most a day
/// @param warmUp before the measured part, thrown away; zero for none, at most a day
/// @param pipeline requests sent at a time on a connection, 1 to 10,000
/// @param request one command as typed by a person, see [RequestLine]
public record LoadOptions(
    HostPort target,
    int connections,
    long rate,
    Duration duration,
    Duration warmUp,
    int pipeline,
    String request) {

  public static final int DEFAULT_CONNECTIONS = 50;

  /// A closed loop.
  public static final long DEFAULT_RATE = 0;

  public static final Duration DEFAULT_DURATION = Duration.ofSeconds(10);
  public static final Duration DEFAULT_WARM_UP = Duration.ofSeconds(2);
  public static final int DEFAULT_PIPELINE = 1;
  public static final String DEFAULT_REQUEST = "PING";

  private static final int MAX_CONNECTIONS = 60_000;
  private static final int MAX_RATE = 10_000_000;
  private static final int MAX_PIPELINE = 10_000;
  private static final int MAX_BATCH_BYTES = 64 << 20;

  /// @throws IllegalArgumentException with one line for the user when a value is out of its range
  public LoadOptions {
    requireBetween("connections", connections, 1, MAX_CONNECTIONS);
    requireBetween("rate", rate, 0, MAX_RATE);
    requireBetween("pipeline", pipeline, 1, MAX_PIPELINE);
    requireAtMostADay("duration", duration);
    requireAtMostADay("warm-up", warmUp);
    if (duration.isZero()) {
      throw new IllegalArgumentException("duration is 0: give it as 10s or 500ms");
    }
    requireRequest(request, pipeline);
  }

  /// The defaults for a server: 50 connections, closed loop, 10 s after a warm-up of 2 s, no
  /// pipeline, `PING`.
  public static LoadOptions defaults(HostPort target) {
    return new LoadOptions(
        target,
        DEFAULT_CONNECTIONS,
        DEFAULT_RATE,
        DEFAULT_DURATION,
        DEFAULT_WARM_UP,
        DEFAULT_PIPELINE,
        DEFAULT_REQUEST);
  }

  /// Whether requests leave on a schedule, whatever comes back.
  public boolean openLoop() {
    return rate > 0;
  }

  private static void requireBetween(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " is " + value + ": use a number between " + min + " and " + max);
    }
  }

  private static void requireAtMostADay(String name, Duration value) {
    if (value.isNegative() || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ": use up to a day, as 10s");
    }
  }

  private static void requireRequest(String request, int pipeline) {
    var arguments = RequestLine.split(request);
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("the request is empty: give a command, as \"PING\"");
    }
    long batch = (long) RequestLine.encode(arguments).length * pipeline;
    if (batch > MAX_BATCH_BYTES) {
      throw new IllegalArgumentException(
          "requests sent at a time take " + batch + " bytes: at most " + MAX_BATCH_BYTES);
    }
  }
}
