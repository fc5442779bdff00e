package dev.muxscope.common.protocol;

/// Bytes that are no RESP request. The message is what Redis 7.0 says after `Protocol error: `; the
/// connection is answered with it and closed.
public final class ProtocolException extends Exception {

  private static final long serialVersionUID = 1L;

  /// @param message what was wrong, in Redis's words
  public ProtocolException(String message) {
    // No stack trace: a client can cause these at will, and the message says it all.
    super(message, null, false, false);
  }
}
