package dev.muxscope.common.command;

import java.io.IOException;

/// Why connections end, in a few words, for recordings. What [Session#disconnect] was told goes
/// before all of these.
public final class EndReason {

  /// The server stops.
  public static final String SERVER_STOPS = "server stops";

  /// The client has sent its last.
  public static final String CLOSED_BY_CLIENT = "closed by the client";

  /// The client has asked for it, or sent what is no request.
  public static final String ANSWERED_LAST = "by request or for a protocol error";

  /// There was no memory for what it needed.
  public static final String OUT_OF_MEMORY = "out of memory";

  private EndReason() {}

  /// What was thrown; made without memory where that is what is wanting.
  public static String of(Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      return OUT_OF_MEMORY;
    }
    return "failed: " + (cause instanceof IOException ? cause.getMessage() : cause);
  }

  /// Has this class loaded while there is memory for it.
  public static void load() {}
}
