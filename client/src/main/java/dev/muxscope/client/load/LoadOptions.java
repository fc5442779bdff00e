package dev.muxscope.client.load;

import dev.muxscope.client.Credentials;
import dev.muxscope.client.HostPort;
import java.time.Duration;
import java.util.Optional;

/// What the load generator is asked to do. Immutable.
///
/// @param target the server
/// @param connections which there are; all are open before the warm-up begins
/// @param pace when requests leave
/// @param content what is sent
/// @param duration of the measured part, over zero, at most a day
/// @param warmUp before the measured part, thrown away; zero for none, at most a day
/// @param hdrLog where response times are logged interval by interval, if at all
/// @param credentials what each connection shows the server; its password only, TLS is not spoken
public record LoadOptions(
    HostPort target,
    ConnectionPlan connections,
    Pace pace,
    Content content,
    Duration duration,
    Duration warmUp,
    Optional<HdrLog> hdrLog,
    Credentials credentials) {

  public static final int DEFAULT_CONNECTIONS = 50;
  public static final Duration DEFAULT_DURATION = Duration.ofSeconds(10);
  public static final Duration DEFAULT_WARM_UP = Duration.ofSeconds(2);
  public static final String DEFAULT_REQUEST = "PING";

  private static final int MAX_BATCH_BYTES = 64 << 20;

  /// @throws IllegalArgumentException with one line for the user when a value is out of its range
  public LoadOptions {
    Ranges.requireAtMostADay("duration", duration);
    Ranges.requireAtMostADay("warm-up", warmUp);
    if (duration.isZero()) {
      throw new IllegalArgumentException("duration is 0: give it as 10s or 500ms");
    }
    long batch = content.longestRequest() * pace.pipeline();
    if (batch > MAX_BATCH_BYTES) {
      throw new IllegalArgumentException(
          "requests sent at a time take " + batch + " bytes: at most " + MAX_BATCH_BYTES);
    }
  }

  /// The defaults for a server: 50 connections, closed loop, 10 s after a warm-up of 2 s, no
  /// pipeline, `PING`, no log.
  public static LoadOptions defaults(HostPort target) {
    return new LoadOptions(
        target,
        ConnectionPlan.of(DEFAULT_CONNECTIONS),
        Pace.closedLoop(),
        Content.of(DEFAULT_REQUEST),
        DEFAULT_DURATION,
        DEFAULT_WARM_UP,
        Optional.empty(),
        Credentials.none());
  }

  public LoadOptions withConnections(ConnectionPlan connections) {
    return new LoadOptions(
        target, connections, pace, content, duration, warmUp, hdrLog, credentials);
  }

  public LoadOptions withPace(Pace pace) {
    return new LoadOptions(
        target, connections, pace, content, duration, warmUp, hdrLog, credentials);
  }

  public LoadOptions withContent(Content content) {
    return new LoadOptions(
        target, connections, pace, content, duration, warmUp, hdrLog, credentials);
  }

  public LoadOptions withDuration(Duration duration) {
    return new LoadOptions(
        target, connections, pace, content, duration, warmUp, hdrLog, credentials);
  }

  public LoadOptions withWarmUp(Duration warmUp) {
    return new LoadOptions(
        target, connections, pace, content, duration, warmUp, hdrLog, credentials);
  }

  public LoadOptions withHdrLog(HdrLog log) {
    return new LoadOptions(
        target, connections, pace, content, duration, warmUp, Optional.of(log), credentials);
  }

  public LoadOptions withCredentials(Credentials credentials) {
    return new LoadOptions(
        target, connections, pace, content, duration, warmUp, hdrLog, credentials);
  }
}
