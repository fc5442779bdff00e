package dev.muxscope.common.command;

import dev.muxscope.common.protocol.Request;

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

  /// What Redis says of a subcommand that checks by itself how many arguments it has.
  ///
  /// @param group the command that it is one of, in capitals
  public static CommandException wrongCount(Request request, String group) {
    return new CommandException(
        "ERR unknown subcommand or wrong number of arguments for '"
            + request.quoted(1)
            + "'. Try "
            + group
            + " HELP.");
  }

  /// The error reply, as `ERR no such key`.
  public String reply() {
    return reply;
  }
}
