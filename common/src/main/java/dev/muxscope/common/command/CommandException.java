package dev.muxscope.common.command;

/// Thrown by a handler to answer its request with an error reply; the connection goes on.
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// What Redis says when an argument should have been a whole number.
  public static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";

  private final String reply;

  /// @param message begins with a code in capitals, as `ERR no such key`
  public CommandException(String message) {
    // No stack trace: a client can cause these at will, and the message says it all.
    super(message, null, false, false);
    this.reply = message;
  }

  /// The error reply, as `ERR no such key`.
  public String reply() {
    return reply;
  }
}
