package dev.muxscope.common.command;

import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;

/// Thrown by a handler to answer its request with an error reply; the connection goes on.
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// What Redis says when an argument should have been a whole number.
  public static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";

  private final String message;
  private final boolean quotes;

  /// @param message begins with a code in capitals, as `ERR no such key`; sent as UTF-8
  public CommandException(String message) {
    this(message, false);
  }

  private CommandException(String message, boolean quotes) {
    // No stack trace: a client can cause these at will, and the message says it all.
    super(message, null, false, false);
    this.message = message;
    this.quotes = quotes;
  }

  /// One that quotes a client's bytes, which come back as they were sent.
  ///
  /// @param message one character a byte, as [Request#quoted] gives them
  public static CommandException quoting(String message) {
    return new CommandException(message, true);
  }

  /// What Redis says of a subcommand that checks by itself how many arguments it has.
  ///
  /// @param group the command that it is one of, in capitals
  public static CommandException wrongCount(Request request, String group) {
    return quoting(
        "ERR unknown subcommand or wrong number of arguments for '"
            + request.quoted(1)
            + "'. Try "
            + group
            + " HELP.");
  }

  /// Appends the error reply.
  void answer(ReplyWriter reply) {
    if (quotes) {
      reply.errorBytes(message);
    } else {
      reply.error(message);
    }
  }
}
