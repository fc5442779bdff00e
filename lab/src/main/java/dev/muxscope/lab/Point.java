package dev.muxscope.lab;

/// One place in a sweep: the load, whatever mode carries it.
///
/// @param connections open, at least one
/// @param active how many of them send, 1 to `connections`
/// @param rate requests per second over all connections
/// @param payload bytes of the argument that each request carries besides its own; 0 for none
/// @param pipeline requests sent at a time on a connection
/// @param work what a request makes the server do
public record Point(int connections, int active, int rate, int payload, int pipeline, Work work) {

  /// @throws IllegalArgumentException when a value is out of its range
  public Point {
    if (connections < 1 || active < 1 || active > connections) {
      throw new IllegalArgumentException(active + " active of " + connections + " connections");
    }
    if (rate < 1 || payload < 0 || pipeline < 1) {
      throw new IllegalArgumentException(
          "rate " + rate + ", payload " + payload + ", pipeline " + pipeline);
    }
  }

  /// The share of the connections that send.
  public double activity() {
    return (double) active / connections;
  }

  /// How many of a number of connections send at an activity: at least one.
  static int active(int connections, double activity) {
    return Math.clamp(Math.round(connections * activity), 1, connections);
  }
}
