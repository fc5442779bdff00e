package dev.muxscope.common.server;

import dev.muxscope.common.command.Argument;
import dev.muxscope.common.command.Command;
import dev.muxscope.common.protocol.ReplyWriter;
import java.util.Arrays;
import java.util.List;

/// What `COMMAND DOCS` says of a command, in Redis's form: `redis-cli` makes its hints of it.
final class CommandDocs {

  private CommandDocs() {}

  /// The name of a command, and a map of what there is to say.
  ///
  /// @param group the command set that it came with
  static void write(Command command, String group, ReplyWriter reply) {
    Command.Docs docs = command.docs();
    List<Argument> arguments = Argument.parse(docs.syntax());
    reply.bulk(command.name());
    reply.map(
        2
            + present(!docs.since().isEmpty())
            + present(!arguments.isEmpty())
            + present(!command.subcommands().isEmpty()));
    pair("summary", docs.summary(), reply);
    if (!docs.since().isEmpty()) {
      pair("since", docs.since(), reply);
    }
    pair("group", group, reply);
    if (!arguments.isEmpty()) {
      reply.bulk("arguments");
      write(arguments, reply);
    }
    if (!command.subcommands().isEmpty()) {
      reply.bulk("subcommands");
      reply.map(command.subcommands().size());
      command.subcommands().forEach(each -> write(each, group, reply));
    }
  }

  private static void write(List<Argument> arguments, ReplyWriter reply) {
    reply.array(arguments.size());
    arguments.forEach(each -> write(each, reply));
  }

  private static void write(Argument argument, ReplyWriter reply) {
    boolean isKey = argument.type() == Argument.Type.KEY;
    reply.map(
        2
            + present(isKey)
            + present(!argument.token().isEmpty())
            + present(!argument.flags().isEmpty())
            + present(!argument.parts().isEmpty()));
    pair("name", argument.name(), reply);
    pair("type", argument.type().label(), reply);
    if (isKey) {
      reply.bulk("key_spec_index");
      reply.integer(0);
    }
    if (!argument.token().isEmpty()) {
      pair("token", argument.token(), reply);
    }
    if (!argument.flags().isEmpty()) {
      flags(argument, reply);
    }
    if (!argument.parts().isEmpty()) {
      reply.bulk("arguments");
      write(argument.parts(), reply);
    }
  }

  private static void flags(Argument argument, ReplyWriter reply) {
    reply.bulk("flags");
    reply.set(argument.flags().size());
    Arrays.stream(Argument.Flag.values())
        .filter(argument::is)
        .forEach(flag -> reply.status(flag.label()));
  }

  private static void pair(String name, String value, ReplyWriter reply) {
    reply.bulk(name);
    reply.bulk(value);
  }

  private static int present(boolean is) {
    return is ? 1 : 0;
  }
}
