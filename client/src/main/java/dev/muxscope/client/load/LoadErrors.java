package dev.muxscope.client.load;

/// What went wrong in a run, its warm-up included, by kind.
///
/// @param errorReplies replies that were errors
/// @param connectFailures connections that could not be opened
/// @param connectionsClosed open connections that the server closed or reset
/// @param malformedReplies connections given up as they delivered bytes that are no RESP
/// @param unanswered requests without a reply when the run ended, or when their connection died;
///   they are in no percentile
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

  /// Whether nothing went wrong.
  public boolean isEmpty() {
    return errorReplies + connectFailures + connectionsClosed + malformedReplies + unanswered == 0;
  }
}
