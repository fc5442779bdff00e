package dev.muxscope.common.server;

import dev.muxscope.common.command.CommandException;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;

/// `HELLO [protover [AUTH username password] [SETNAME clientname]]`
final class HelloCommand {

  /// The longest name that a client may give before the password, in bytes.
  private static final int STRANGERS_NAME_BYTES = 1024;

  private final Server server;

  HelloCommand(Server server) {
    this.server = server;
  }

  void execute(Request request, Session session, ReplyWriter reply) {
    if (request.count() == 1) {
      requireAuthenticated(session);
    } else {
      int protocol = protocol(request);
      options(request, session);
      requireAuthenticated(session);
      // What was published before goes before the reply, in the version so far.
      session.pushes().drainAllTo(reply);
      session.protocol(protocol);
      reply.protocol(protocol);
    }
    greet(session, reply);
  }

  private static void requireAuthenticated(Session session) {
    if (!session.authenticated()) {
      throw new CommandException(
          "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO"
              + " AUTH <user> <pass> option can be used to authenticate the client and select the"
              + " RESP protocol version at the same time");
    }
  }

  private static int protocol(Request request) {
    if (!request.isNumber(1)) {
      throw new CommandException("ERR Protocol version is not an integer or out of range");
    }
    long version = request.number(1);
    if (version != 2 && version != 3) {
      throw new CommandException("NOPROTO unsupported protocol version");
    }
    return (int) version;
  }

  /// Takes the options one by one. Those before a wrong one count, as in Redis.
  private void options(Request request, Session session) {
    int i = 2;
    while (i < request.count()) {
      int left = request.count() - i - 1;
      if (request.matches(i, "AUTH") && left >= 2) {
        server.authentication().check(session, request, i + 1);
        i += 3;
      } else if (request.matches(i, "SETNAME") && left >= 1) {
        name(session, ClientCommand.name(request, i + 1));
        i += 2;
      } else {
        throw CommandException.quoting(
            "ERR Syntax error in HELLO option '" + request.quoted(i) + "'");
      }
    }
  }

  /// It counts even if the password is missing, as in Redis; so a stranger's is short.
  private void name(Session session, String name) {
    if (name.length() > STRANGERS_NAME_BYTES) {
      requireAuthenticated(session);
    }
    session.name(name);
    server.buffers().recount(session);
  }

  private static void greet(Session session, ReplyWriter reply) {
    reply.map(7);
    reply.bulk("server");
    reply.bulk("muxscope");
    reply.bulk("version");
    // By which libraries decide what they may ask for.
    reply.bulk(InfoCommand.REDIS_VERSION);
    reply.bulk("proto");
    reply.integer(session.protocol());
    reply.bulk("id");
    reply.integer(session.id());
    reply.bulk("mode");
    reply.bulk("standalone");
    reply.bulk("role");
    reply.bulk("master");
    reply.bulk("modules");
    reply.array(0);
  }
}
