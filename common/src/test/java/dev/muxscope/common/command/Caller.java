package dev.muxscope.common.command;

import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import dev.muxscope.common.protocol.Samples;
import java.net.InetSocketAddress;
import java.util.List;

/// Calls commands as a connection would, without one.
final class Caller {

  final Session session = newSession();
  final ReplyWriter replies = new ReplyWriter();
  private final CommandTable table;

  Caller(CommandTable table) {
    this.table = table;
    session.authenticated(true);
  }

  /// Calls the only commands there are.
  static Caller of(Command... commands) {
    return new Caller(CommandTable.of(List.of(set("test", commands)), new Store()));
  }

  static CommandSet set(String group, Command... commands) {
    return new CommandSet() {
      @Override
      public String group() {
        return group;
      }

      @Override
      public List<Command> commands(Store store) {
        return List.of(commands);
      }
    };
  }

  static Session newSession() {
    return new Session(
        7, new InetSocketAddress("127.0.0.1", 1111), new InetSocketAddress("::1", 2222));
  }

  /// The reply to a call.
  String call(String... words) {
    return call(Samples.request(words));
  }

  /// The reply to a call.
  String call(Request request) {
    table.execute(table.find(request), request, session, replies);
    return Samples.drain(replies);
  }
}
