package dev.muxscope.client.load;

/// What went wrong so far, the warm-up included. Owned by the loop's thread.
final class FailureCounts {

  private int connectFailures;
  private int connectionsClosed;
  private int malformedReplies;
  private long lostRequests;
  private String first = "";

  void connectFailed(String why) {
    connectFailures++;
    keepFirst(why);
  }

  void connectionClosed(long lost, String why) {
    connectionsClosed++;
    lostRequests += lost;
    keepFirst(why);
  }

  /// The connection is given up too, but counted here alone.
  void malformedReply(long lost, String why) {
    malformedReplies++;
    lostRequests += lost;
    keepFirst(why);
  }

  private void keepFirst(String why) {
    if (first.isEmpty()) {
      first = why;
    }
  }

  int connectFailures() {
    return connectFailures;
  }

  int connectionsClosed() {
    return connectionsClosed;
  }

  int malformedReplies() {
    return malformedReplies;
  }

  /// Requests that were sent on connections that died before the reply.
  long lostRequests() {
    return lostRequests;
  }

  /// The first failure in words; empty when there was none.
  String first() {
    return first;
  }
}
