package dev.muxscope.common.server;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.Command.Flag;
import dev.muxscope.common.command.CommandException;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `CLIENT` and its subcommands: who is connected.
final class ClientCommand {

  private static final String SYNTAX = "ERR syntax error";
  private static final Set<String> TYPES = Set.of("normal", "master", "replica", "slave", "pubsub");

  private static final String TYPE_SYNTAX = "NORMAL|MASTER|REPLICA|PUBSUB";
  private static final String KILL_SYNTAX =
      "<filter=ip:port|<new-format=[ID client-id:integer]|[TYPE <"
          + TYPE_SYNTAX
          + ">]|[USER username]|[ADDR ip:port]|[LADDR ip:port]|[SKIPME yes/no]>...>";

  private final Server server;

  ClientCommand(Server server) {
    this.server = server;
  }

  Command command() {
    List<Command> subcommands =
        List.of(
            plain("client|id", 2, "Returns the id", (_, s, r) -> r.integer(s.id()))
                .since("5.0.0", ""),
            plain("client|getname", 2, "Returns the name", (_, s, r) -> getName(s, r))
                .since("2.6.9", ""),
            plain("client|setname", 3, "Sets the name", this::setName)
                .since("2.6.9", "connection-name"),
            plain("client|setinfo", 4, "Notes the library", this::setInfo)
                .since("7.2.0", "<attr=LIB-NAME libname|LIB-VER libver>"),
            plain("client|info", 2, "Shows this connection", this::info).since("6.2.0", ""),
            admin("client|list", -2, "Shows all connections", this::list)
                .since("2.4.0", "[TYPE <" + TYPE_SYNTAX + ">] [ID <id=client-id:integer...>]"),
            admin("client|kill", -3, "Closes connections", this::kill).since("2.4.0", KILL_SYNTAX),
            plain("client|reply", 3, "Switches replies", ClientCommand::reply)
                .since("3.2.0", "<ON|OFF|SKIP>"),
            admin("client|no-evict", 3, "Exempts from eviction", ClientCommand::noEvict)
                .since("7.0.0", "<enabled=ON|OFF>"));
    return Command.group("client", "Shows and changes connections", subcommands).since("2.4.0", "");
  }

  private static Command plain(String name, int arity, String summary, Command.Handler handler) {
    return Command.of(name, arity, summary, handler).with(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE);
  }

  private static Command admin(String name, int arity, String summary, Command.Handler handler) {
    return Command.of(name, arity, summary, handler)
        .with(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE);
  }

  /// A connection's name from an argument.
  ///
  /// @throws CommandException if it has other characters than `!` to `~`
  static String name(Request request, int index) {
    String name = new String(request.bytes(index), StandardCharsets.ISO_8859_1);
    if (!name.matches("[!-~]*")) {
      throw new CommandException(
          "ERR Client names cannot contain spaces, newlines or special characters.");
    }
    return name;
  }

  private static void getName(Session session, ReplyWriter reply) {
    if (session.name().isEmpty()) {
      reply.nothing();
    } else {
      reply.bulk(session.name());
    }
  }

  private void setName(Request request, Session session, ReplyWriter reply) {
    session.name(name(request, 2));
    server.buffers().recount(session);
    reply.ok();
  }

  private void setInfo(Request request, Session session, ReplyWriter reply) {
    String value = new String(request.bytes(3), StandardCharsets.ISO_8859_1);
    boolean library = request.matches(2, "LIB-NAME");
    if (!library && !request.matches(2, "LIB-VER")) {
      throw CommandException.quoting("ERR Unrecognized option '" + request.quoted(2) + "'");
    }
    if (!value.matches("[!-~]*")) {
      throw new CommandException(
          "ERR "
              + (library ? "lib-name" : "lib-ver")
              + " cannot contain spaces, newlines or special characters.");
    }
    if (library) {
      session.library(value);
    } else {
      session.libraryVersion(value);
    }
    server.buffers().recount(session);
    reply.ok();
  }

  private void info(Request request, Session session, ReplyWriter reply) {
    reply.verbatim(line().of(session, ClientLine.argumentBytes(request)));
  }

  private ClientLine line() {
    return new ClientLine(server.limits(), System.nanoTime());
  }

  private void list(Request request, Session self, ReplyWriter reply) {
    Stream<Session> wanted = wanted(request);
    ClientLine line = line();
    long own = ClientLine.argumentBytes(request);
    StringBuilder lines = new StringBuilder();
    wanted.forEach(each -> lines.append(line.of(each, each == self ? own : 0)));
    reply.verbatim(lines.toString());
  }

  private Stream<Session> wanted(Request request) {
    if (request.count() == 2) {
      return sorted();
    }
    if (request.matches(2, "TYPE") && request.count() == 4) {
      return sorted().filter(type(request, 3));
    }
    if (request.matches(2, "ID") && request.count() > 3) {
      return ofIds(request);
    }
    throw new CommandException(SYNTAX);
  }

  private Stream<Session> sorted() {
    return there().sorted(Comparator.comparingLong(Session::id));
  }

  /// Who is being closed by another is gone, as in Redis, though it may take a moment.
  private Stream<Session> there() {
    return server.sessions().stream().filter(each -> !each.disconnecting());
  }

  /// As in Redis, in the order asked for, and as often.
  private Stream<Session> ofIds(Request request) {
    List<Long> ids = new ArrayList<>();
    for (int i = 3; i < request.count(); i++) {
      if (!request.isNumber(i)) {
        throw new CommandException("ERR Invalid client ID");
      }
      ids.add(request.number(i));
    }
    Map<Long, Session> byId = there().collect(Collectors.toMap(Session::id, session -> session));
    return ids.stream().map(byId::get).filter(Objects::nonNull);
  }

  /// A connection is a normal client or a subscriber; there are no others.
  private static Predicate<Session> type(Request request, int index) {
    if (TYPES.stream().noneMatch(type -> request.matches(index, type))) {
      throw CommandException.quoting("ERR Unknown client type '" + request.quoted(index) + "'");
    }
    boolean normal = request.matches(index, "normal");
    boolean pubsub = request.matches(index, "pubsub");
    return session -> session.subscribed() ? pubsub : normal;
  }

  private void kill(Request request, Session session, ReplyWriter reply) {
    if (request.count() == 3) {
      String address = request.quoted(2);
      if (killAll(session, each -> each.remote().equals(address), reply) == 0) {
        throw new CommandException("ERR No such client");
      }
      reply.ok();
    } else {
      reply.integer(killAll(session, killFilter(request, session), reply));
    }
  }

  /// As in Redis, options are read one after the other, and of two of a kind the last one counts.
  private static Predicate<Session> killFilter(Request request, Session self) {
    Map<String, Predicate<Session>> filters = new HashMap<>();
    filters.put("SKIPME", each -> each != self);
    for (int i = 2; i < request.count(); i += 2) {
      String kind = request.quoted(i).toUpperCase(Locale.ROOT);
      filters.put(kind, killFilter(kind, request, i + 1, self));
    }
    return filters.values().stream().reduce(Predicate::and).orElseThrow();
  }

  private static Predicate<Session> killFilter(
      String kind, Request request, int index, Session self) {
    if (index == request.count()) {
      throw new CommandException(SYNTAX);
    }
    String value = request.quoted(index);
    return switch (kind) {
      case "ID" -> id(request, index);
      case "TYPE" -> type(request, index);
      case "ADDR" -> session -> session.remote().equals(value);
      case "LADDR" -> session -> session.local().equals(value);
      case "USER" -> user(request, index);
      case "SKIPME" -> skipMe(request, index, self);
      default -> throw new CommandException(SYNTAX);
    };
  }

  private static Predicate<Session> id(Request request, int index) {
    if (!request.isNumber(index) || request.number(index) < 1) {
      throw new CommandException("ERR client-id should be greater than 0");
    }
    long id = request.number(index);
    return session -> session.id() == id;
  }

  /// There is one user, whom all are.
  private static Predicate<Session> user(Request request, int index) {
    if (!request.text(index).equals("default")) {
      throw CommandException.quoting("ERR No such user '" + request.quoted(index) + "'");
    }
    return _ -> true;
  }

  private static Predicate<Session> skipMe(Request request, int index, Session self) {
    if (request.matches(index, "NO")) {
      return _ -> true;
    }
    if (!request.matches(index, "YES")) {
      throw new CommandException(SYNTAX);
    }
    return session -> session != self;
  }

  private int killAll(Session self, Predicate<Session> wanted, ReplyWriter reply) {
    List<Session> doomed = there().filter(wanted).toList();
    for (Session each : doomed) {
      if (each == self) {
        each.pushes().drainAllTo(reply);
        each.close();
      } else {
        each.disconnect("killed");
      }
    }
    return doomed.size();
  }

  private static void reply(Request request, Session session, ReplyWriter reply) {
    if (request.matches(2, "ON")) {
      session.replyMode(Session.ReplyMode.ON);
      reply.ok();
    } else if (request.matches(2, "OFF")) {
      session.replyMode(Session.ReplyMode.OFF);
    } else if (!request.matches(2, "SKIP")) {
      throw new CommandException(SYNTAX);
    } else if (session.replyMode() != Session.ReplyMode.OFF) {
      session.replyMode(Session.ReplyMode.SKIP_NEXT);
    }
  }

  private static void noEvict(Request request, Session session, ReplyWriter reply) {
    if (!request.matches(2, "ON") && !request.matches(2, "OFF")) {
      throw new CommandException(SYNTAX);
    }
    session.protectedFromEviction(request.matches(2, "ON"));
    reply.ok();
  }
}
