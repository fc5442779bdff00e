package dev.muxscope.common.server;

import static dev.muxscope.common.command.Command.Flag.BLOCKING;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.CommandException;
import dev.muxscope.common.command.CommandSet;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.command.Store;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import java.util.List;
import java.util.Optional;

/// The lab group: commands that hold their thread on purpose, to show what that does to others.
final class LabCommands implements CommandSet {

  /// A thread that looks at its clock later than this, in nanoseconds, was not running meanwhile.
  private static final long MOST_BETWEEN_LOOKS = 20_000;

  private final Server server;
  private final Optional<Operator> operator;

  LabCommands(Server server, Optional<Operator> operator) {
    this.server = server;
    this.operator = operator;
  }

  @Override
  public String group() {
    return "lab";
  }

  @Override
  public List<Command> commands(Store store) {
    return List.of(
        Command.of("lab.ask", -2, "Asks the operator at the server's console", this::ask)
            .since("0.1.0", "text...")
            .with(BLOCKING),
        Command.of("lab.spin", 2, "Computes for some microseconds", (q, _, r) -> spin(q, r))
            .since("0.1.0", "microseconds:integer")
            .with(BLOCKING),
        Command.of("lab.sleep", 2, "Blocks for some milliseconds", (q, _, r) -> sleep(q, r))
            .since("0.1.0", "milliseconds:integer")
            .with(BLOCKING));
  }

  boolean hasOperator() {
    return operator.isPresent();
  }

  /// Answers `text` with what the operator types.
  void ask(Session session, String text, ReplyWriter reply) {
    if (operator.isEmpty()) {
      reply.error("ERR no operator: start the server with --operator");
      return;
    }
    try {
      operator
          .get()
          .ask(session.remote(), text)
          .ifPresentOrElse(reply::status, () -> reply.error("ERR the operator has left"));
    } catch (InterruptedException _) {
      // Left set, the flag would make every later select return at once.
      reply.error("ERR interrupted while the operator was thinking");
    }
  }

  private void ask(Request request, Session session, ReplyWriter reply) {
    StringBuilder text = new StringBuilder(request.text(1));
    for (int i = 2; i < request.count(); i++) {
      text.append(' ').append(request.text(i));
    }
    ask(session, text.toString(), reply);
  }

  /// Computes for so long, as far as a thread can tell: time in which it does not run, since others
  /// are on its processor, is not computing.
  private void spin(Request request, ReplyWriter reply) {
    long left = bounded(request, Limit.SPIN_TIME, 1000) * 1000;
    long last = System.nanoTime();
    while (left > 0) {
      Thread.onSpinWait();
      long now = System.nanoTime();
      left -= Math.min(now - last, MOST_BETWEEN_LOOKS);
      last = now;
    }
    reply.ok();
  }

  private void sleep(Request request, ReplyWriter reply) throws InterruptedException {
    Thread.sleep(bounded(request, Limit.SLEEP_TIME, 1));
    reply.ok();
  }

  /// @param perMilli how many of the request's units a millisecond has
  private long bounded(Request request, Limit limit, long perMilli) {
    if (!request.isNumber(1) || request.number(1) < 0) {
      throw new CommandException(CommandException.NOT_AN_INTEGER);
    }
    long most = server.limits().get(limit) * perMilli;
    if (most == 0) {
      throw new CommandException("ERR switched off by --" + limit + "=0");
    }
    if (request.number(1) > most) {
      throw new CommandException("ERR at most " + most + ", as set by --" + limit);
    }
    return request.number(1);
  }
}
