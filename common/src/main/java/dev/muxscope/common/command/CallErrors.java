package dev.muxscope.common.command;

import dev.muxscope.common.protocol.Request;
import java.util.Locale;

/// What Redis 7.0 says of calls that cannot be taken. Client bytes are quoted one character a byte.
final class CallErrors {

  private static final int MAX_QUOTED = 128;

  private CallErrors() {}

  static String unknownCommand(Request request) {
    StringBuilder arguments = new StringBuilder();
    for (int i = 1; i < request.count() && arguments.length() < MAX_QUOTED; i++) {
      int room = MAX_QUOTED - arguments.length();
      arguments.append('\'').append(request.quoted(i, room)).append("' ");
    }
    return "ERR unknown command '"
        + request.quoted(0, MAX_QUOTED)
        + "', with args beginning with: "
        + arguments;
  }

  static String unknownSubcommand(String command, Request request) {
    return "ERR unknown subcommand '"
        + request.quoted(1, MAX_QUOTED)
        + "'. Try "
        + command.toUpperCase(Locale.ROOT)
        + " HELP.";
  }

  static String whileSubscribed(String command) {
    return "ERR Can't execute '"
        + command
        + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET"
        + " are allowed in this context";
  }

  static String wrongCount(String command) {
    return "ERR wrong number of arguments for '" + command + "' command";
  }
}
