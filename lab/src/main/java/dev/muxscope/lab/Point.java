package dev.muxscope.lab;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;

/// One place in a sweep: the load, whatever mode carries it.
///
/// @param connections open, at least one
/// @param active how many of them send, 1 to `connections`
/// @param rate requests per second over all connections; 0 for a closed loop, in which each
///   connection sends when its last replies are in
/// @param payload bytes of the argument that each request carries besides its own; 0 for none
/// @param pipeline requests sent at a time on a connection
/// @param work what a request makes the server do
public record Point(int connections, int active, int rate, int payload, int pipeline, Work work) {

  /// What stands for a rate where there is none.
  static final String CLOSED_LOOP = "closed loop";

  /// @throws IllegalArgumentException when a value is out of its range
  public Point {
    if (connections < 1 || active < 1 || active > connections) {
      throw new IllegalArgumentException(active + " active of " + connections + " connections");
    }
    if (rate < 0 || payload < 0 || pipeline < 1) {
      throw new IllegalArgumentException(
          "rate " + rate + ", payload " + payload + ", pipeline " + pipeline);
    }
  }

  /// The share of the connections that send.
  public double activity() {
    return (double) active / connections;
  }

  /// Whether each connection sends when its last replies are in, and not at a rate.
  boolean isClosedLoop() {
    return rate == 0;
  }

  /// The same request by so many connections, all of them busy, in a closed loop.
  Point closedLoop(int connections) {
    return new Point(connections, connections, 0, payload, pipeline, work);
  }

  /// What the server is asked, by however many connections and how often: equal for all places of
  /// one request.
  Point request() {
    return closedLoop(1);
  }

  /// As `1,024 connections (51 active) at 8,000/s`, with the other axes where they ask for
  /// something.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(Findings.connections(connections));
    if (active < connections) {
      text.append(" (").append(Findings.count(active)).append(" active)");
    }
    text.append(isClosedLoop() ? ", " + CLOSED_LOOP : " at " + Findings.count(rate) + "/s");
    if (payload > 0) {
      text.append(", ").append(Values.format((double) payload, Format.BYTES)).append(" payload");
    }
    if (pipeline > 1) {
      text.append(", pipeline ").append(pipeline);
    }
    if (!work.equals(Work.NONE)) {
      text.append(", ").append(work);
    }
    return text.toString();
  }

  /// How many of a number of connections send at an activity: at least one.
  public static int active(int connections, double activity) {
    return Math.clamp(Math.round(connections * activity), 1, connections);
  }
}
