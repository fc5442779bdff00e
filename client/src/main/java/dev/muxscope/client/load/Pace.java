package dev.muxscope.client.load;

/// When requests leave, and how replies are awaited. Immutable.
///
/// @param rate requests per second over all connections, 1 to 10,000,000 (open loop); 0 for a
///   closed loop, in which every connection sends when its last replies are in
/// @param arrival how an open loop's requests are spread in time
/// @param pipeline requests sent at a time on a connection, 1 to 10,000
/// @param busyPoll whether replies are looked for without a pause while an open loop's next request
///   is near; else they are seen some tens of microseconds late
public record Pace(long rate, Arrival arrival, int pipeline, boolean busyPoll) {

  private static final int MAX_RATE = 10_000_000;
  private static final int MAX_PIPELINE = 10_000;

  /// How requests are spread in time.
  public enum Arrival {
    /// At even distances.
    FIXED,
    /// At exponentially distributed distances, as from many clients that know nothing of each
    /// other; the same in every run.
    POISSON
  }

  /// @throws IllegalArgumentException with one line for the user when a value is out of its range
  public Pace {
    Ranges.require("rate", rate, 0, MAX_RATE);
    Ranges.require("pipeline", pipeline, 1, MAX_PIPELINE);
    if (rate == 0 && arrival == Arrival.POISSON) {
      throw new IllegalArgumentException(
          "poisson arrivals need a rate: a closed loop sends when replies come");
    }
  }

  /// One request at a time on each connection, as soon as the last is answered.
  public static Pace closedLoop() {
    return new Pace(0, Arrival.FIXED, 1, false);
  }

  /// One request at a time, at even distances.
  public static Pace of(long rate) {
    return new Pace(rate, Arrival.FIXED, 1, false);
  }

  public Pace withRate(long rate) {
    return new Pace(rate, arrival, pipeline, busyPoll);
  }

  public Pace withArrival(Arrival arrival) {
    return new Pace(rate, arrival, pipeline, busyPoll);
  }

  public Pace withPipeline(int pipeline) {
    return new Pace(rate, arrival, pipeline, busyPoll);
  }

  public Pace withBusyPoll(boolean busyPoll) {
    return new Pace(rate, arrival, pipeline, busyPoll);
  }

  /// Whether requests leave on a schedule, whatever comes back.
  public boolean openLoop() {
    return rate > 0;
  }
}
