package dev.muxscope.client;

/// The server sent bytes that are no RESP reply. What follows them on the connection cannot be
/// trusted.
public final class ReplyFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  /// @param message one line that says what was read and what was expected
  public ReplyFormatException(String message) {
    super(message);
  }
}
