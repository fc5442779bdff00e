package dev.muxscope.common.server;

import dev.muxscope.common.command.CommandException;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.event.Version;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.nio.charset.StandardCharsets;

/// `HELLO [protover [AUTH username password] [SETNAME clientname]]`
final class HelloCommand {

  private static final int NAME_UNCHANGED = 0;

  void execute(Request request, Session session, ReplyWriter reply) {
    if (request.count() > 1) {
      int protocol = protocol(request);
      int name = options(request);
      if (name != NAME_UNCHANGED) {
        session.name(ClientCommand.name(request, name));
      }
      // Messages are encoded for the version that was in force when they were published.
      session.pushes().drainAllTo(reply);
      session.protocol(protocol);
      reply.protocol(protocol);
    }
    greet(session, reply);
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

  /// Checks the options; returns the index of the name to set.
  private static int options(Request request) {
    int name = NAME_UNCHANGED;
    int i = 2;
    while (i < request.count()) {
      int left = request.count() - i - 1;
      if (request.matches(i, "AUTH") && left >= 2) {
        ConnectionCommands.checkUser(request, i + 1);
        i += 3;
      } else if (request.matches(i, "SETNAME") && left >= 1) {
        name = i + 1;
        ClientCommand.name(request, name);
        i += 2;
      } else {
        String option = new String(request.bytes(i), StandardCharsets.ISO_8859_1);
        throw new CommandException("ERR Syntax error in HELLO option '" + option + "'");
      }
    }
    return name;
  }

  private static void greet(Session session, ReplyWriter reply) {
    reply.map(7);
    reply.bulk("server");
    reply.bulk("muxscope");
    reply.bulk("version");
    reply.bulk(Version.TEXT);
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
