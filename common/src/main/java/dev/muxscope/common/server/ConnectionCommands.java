package dev.muxscope.common.server;

import static dev.muxscope.common.command.Command.Flag.ALLOW_BUSY;
import static dev.muxscope.common.command.Command.Flag.FAST;
import static dev.muxscope.common.command.Command.Flag.LOADING;
import static dev.muxscope.common.command.Command.Flag.NOSCRIPT;
import static dev.muxscope.common.command.Command.Flag.NO_AUTH;
import static dev.muxscope.common.command.Command.Flag.STALE;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.CommandException;
import dev.muxscope.common.command.CommandSet;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.command.Store;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.util.List;

/// The connection group: what a client says about its connection, as in Redis 7.0.
final class ConnectionCommands implements CommandSet {

  private final Server server;
  private final Authentication authentication;

  ConnectionCommands(Server server) {
    this.server = server;
    this.authentication = server.authentication();
  }

  @Override
  public String group() {
    return "connection";
  }

  @Override
  public List<Command> commands(Store store) {
    HelloCommand hello = new HelloCommand(server);
    return List.of(
        Command.of("ping", -1, "Returns PONG or its argument", ConnectionCommands::ping)
            .since("1.0.0", "[message]")
            .with(FAST),
        Command.of("echo", 2, "Returns its argument", (q, _, r) -> r.bulk(q, 1))
            .since("1.0.0", "message")
            .with(LOADING, STALE, FAST),
        Command.of("hello", -1, "Chooses the protocol version", hello::execute)
            .since(
                "6.0.0",
                "[arguments=protover:integer [AUTH <username password>] [SETNAME clientname]]")
            .with(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY),
        Command.of("auth", -2, "Authenticates the connection", this::auth)
            .since("1.0.0", "[username] password")
            .with(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY),
        Command.of("quit", -1, "Closes the connection", ConnectionCommands::quit)
            .since("1.0.0", "")
            .with(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY),
        Command.of("reset", 1, "Resets the connection", this::reset)
            .since("6.2.0", "")
            .with(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY),
        Command.of("select", 2, "Chooses the database, of which there is one", this::select)
            .since("1.0.0", "index:integer")
            .with(LOADING, STALE, FAST),
        new ClientCommand(server).command());
  }

  private static void ping(Request request, Session session, ReplyWriter reply) {
    if (session.subscribed() && session.protocol() == 2 && request.count() <= 2) {
      // Told from messages by its shape.
      reply.array(2);
      reply.bulk("pong");
      reply.bulk(request.count() == 2 ? request.bytes(1) : new byte[0]);
      return;
    }
    switch (request.count()) {
      case 1 -> reply.pong();
      case 2 -> reply.bulk(request, 1);
      default -> throw new CommandException("ERR wrong number of arguments for 'ping' command");
    }
  }

  private void auth(Request request, Session session, ReplyWriter reply) {
    if (request.count() > 3) {
      throw new CommandException("ERR syntax error");
    }
    if (request.count() == 3) {
      authentication.check(session, request, 1);
    } else if (authentication.required()) {
      authentication.checkPasswordOnly(session, request, 1);
    } else {
      throw new CommandException(
          "ERR AUTH <password> called without any password configured for the default user."
              + " Are you sure your configuration is correct?");
    }
    reply.ok();
  }

  private static void quit(Request request, Session session, ReplyWriter reply) {
    session.pushes().drainAllTo(reply);
    session.close();
    reply.ok();
  }

  private void reset(Request request, Session session, ReplyWriter reply) {
    server.subscriptions().leaveAll(session);
    session.pushes().drainAllTo(reply);
    session.reset();
    authentication.forget(session);
    reply.protocol(session.protocol());
    reply.status("RESET");
  }

  private void select(Request request, Session session, ReplyWriter reply) {
    if (!request.isNumber(1)) {
      throw new CommandException(CommandException.NOT_AN_INTEGER);
    }
    if (request.number(1) != (int) request.number(1)) {
      throw new CommandException(
          "ERR value is out of range, value must between -2147483648 and 2147483647");
    }
    if (request.number(1) != 0) {
      throw new CommandException("ERR DB index is out of range");
    }
    reply.ok();
  }
}
