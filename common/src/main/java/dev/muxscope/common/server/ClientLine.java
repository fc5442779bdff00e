package dev.muxscope.common.server;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.Request;

/// A connection as `CLIENT LIST` and `CLIENT INFO` show it: all fields of Redis 7.0 in its order,
/// then those of later versions that this server knows.
///
/// What it has no such thing of is given as Redis gives it where there is none: `fd` -1, since the
/// JDK tells no descriptors, `multi` -1, `ssub`, `multi-mem`, `rbs`, `rbp` and `obl` 0, since there
/// are no transactions, and no reply buffer is a connection's own while it waits.
final class ClientLine {

  private final Limits limits;
  private final long now;

  /// @param limits those of this moment
  /// @param now [System#nanoTime]
  ClientLine(Limits limits, long now) {
    this.limits = limits;
    this.now = now;
  }

  /// The line of a connection, with its line break.
  ///
  /// @param argumentBytes of the request that it has executed, 0 if it waits for one: then what the
  ///   parser keeps of its arguments is shown
  String of(Session session, long argumentBytes) {
    StringBuilder line = new StringBuilder(400);
    identity(session, line);
    input(session, argumentBytes, line);
    output(session, line);
    add(line, "cmd", session.lastCommand());
    add(line, "user", "default");
    add(line, "redir", -1);
    add(line, "resp", session.protocol());
    sinceLaterVersions(session, line);
    return line.append('\n').toString();
  }

  /// How many bytes a request's arguments have.
  static long argumentBytes(Request request) {
    long bytes = 0;
    for (int i = 0; i < request.count(); i++) {
      bytes += request.length(i);
    }
    return bytes;
  }

  private void identity(Session session, StringBuilder line) {
    line.append("id=").append(session.id());
    add(line, "addr", session.remote());
    add(line, "laddr", session.local());
    add(line, "fd", -1);
    add(line, "name", session.name());
    add(line, "age", (now - session.openedNanos()) / 1_000_000_000);
    add(line, "idle", Math.max(now - session.activeNanos(), 0) / 1_000_000_000);
    add(line, "flags", flags(session));
    add(line, "db", 0);
    add(line, "sub", session.pushes().channels().size());
    add(line, "psub", session.pushes().patterns().size());
    add(line, "ssub", 0);
    add(line, "multi", -1);
  }

  private static void input(Session session, long argumentBytes, StringBuilder line) {
    add(line, "qbuf", session.inputBytes());
    add(line, "qbuf-free", session.inputRoom());
    add(line, "argv-mem", argumentBytes + session.tableBytes());
    add(line, "multi-mem", 0);
  }

  /// What waits for the client: replies that the kernel has not taken are one piece, however many
  /// they are.
  private void output(Session session, StringBuilder line) {
    long unsent = session.unsentBytes();
    int messages = session.pushes().waiting();
    add(line, "rbs", 0);
    add(line, "rbp", 0);
    add(line, "obl", 0);
    add(line, "oll", messages + (session.unsentReplies() > 0 ? 1 : 0));
    add(line, "omem", unsent);
    long kept = unsent + session.aheadBytes() + session.tableBytes();
    add(line, "tot-mem", kept + session.inputBytes() + session.inputRoom());
    add(line, "events", events(session.unsentReplies()));
  }

  private static void sinceLaterVersions(Session session, StringBuilder line) {
    add(line, "lib-name", session.library());
    add(line, "lib-ver", session.libraryVersion());
    add(line, "tot-net-in", session.bytesRead());
    add(line, "tot-net-out", session.bytesWritten());
    add(line, "tot-cmds", session.commands());
  }

  /// `P` listens to messages, `e` is exempt from eviction, `N` is neither.
  private static String flags(Session session) {
    String flags = (session.subscribed() ? "P" : "") + (session.protectedFromEviction() ? "e" : "");
    return flags.isEmpty() ? "N" : flags;
  }

  /// What is waited for: to read, to write, or both.
  private String events(long unsentReplies) {
    if (unsentReplies == 0) {
      return "r";
    }
    return unsentReplies > limits.get(Limit.PAUSE_BYTES) ? "w" : "rw";
  }

  private static void add(StringBuilder line, String name, long value) {
    line.append(' ').append(name).append('=').append(value);
  }

  private static void add(StringBuilder line, String name, String value) {
    line.append(' ').append(name).append('=').append(value);
  }
}
