package dev.muxscope.client.load;

/// What went wrong in a run, its warm-up included, by kind.
///
/// @param errorReplies replies that were errors
/// @param connectFailures connections that could not be opened
/// @param connectionsClosed open connections that the server closed or reset
/// @param malformedReplies connections given up as they delivered bytes that are no RESP, or more
///   replies than there were requests
/// @param unanswered requests without a reply when the run ended, or when their connection died,
///   and those due that were never sent; they are in no percentile
/// @param errorReply the text of an early error reply; empty when none is known
/// @param failure the first failure of a connection in words; empty when there was none
public record LoadErrors(
    long errorReplies,
    int connectFailures,
    int connectionsClosed,
    int malformedReplies,
    long unanswered,
    String errorReply,
    String failure) {

  static final LoadErrors NONE = new LoadErrors(0, 0, 0, 0, 0, "", "");

  /// Whether nothing went wrong.
  public boolean isEmpty() {
    return failures() + unanswered == 0;
  }

  /// How many replies and connections failed; requests that have no reply are not among them.
  public long failures() {
    return errorReplies + connectFailures + connectionsClosed + malformedReplies;
  }

  /// The errors of two threads; of texts, the first one's come first.
  LoadErrors plus(LoadErrors other) {
    return new LoadErrors(
        errorReplies + other.errorReplies,
        connectFailures + other.connectFailures,
        connectionsClosed + other.connectionsClosed,
        malformedReplies + other.malformedReplies,
        unanswered + other.unanswered,
        errorReply.isEmpty() ? other.errorReply : errorReply,
        failure.isEmpty() ? other.failure : failure);
  }
}
