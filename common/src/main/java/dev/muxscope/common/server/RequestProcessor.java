package dev.muxscope.common.server;

import dev.muxscope.common.command.CommandTable;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.event.FlightEvents;
import dev.muxscope.common.event.IoCounters;
import dev.muxscope.common.event.RequestEvent;
import dev.muxscope.common.event.StallEvent;
import dev.muxscope.common.protocol.ParserLimits;
import dev.muxscope.common.protocol.ProtocolException;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import dev.muxscope.common.protocol.RequestParser;
import java.nio.ByteBuffer;

/// From bytes to replies: parse, look up, execute, for as many requests as have arrived whole. The
/// same code in every mode, which is what makes their comparison honest.
///
/// Safe for all threads; a session and its parser belong to one at a time.
public final class RequestProcessor {

  /// Replies that are sent before more requests are taken up, in bytes.
  private static final int BATCH_BYTES = ReplyWriter.USUAL_BYTES - 4096;

  /// What a connection needs next, after its replies so far are sent.
  public enum Outcome {
    /// More bytes from the client.
    READ_MORE,
    /// To be called again, if the turn is over when others have had theirs: there may be more whole
    /// requests.
    CALL_AGAIN,
    /// Another thread for the next request.
    HAND_OVER,
    /// To be closed.
    CLOSE
  }

  /// Which requests the calling thread does not execute but leaves to another.
  public enum HandOver {
    /// None: it executes all.
    NONE,
    /// Those that may block.
    BLOCKING,
    /// All: it finds out whether there is a whole one, no more.
    ALL
  }

  private final Server server;
  private final CommandTable commands;
  private final IoCounters counters;
  private final LabCommands lab;

  RequestProcessor(Server server, CommandTable commands, LabCommands lab) {
    this.server = server;
    this.commands = commands;
    this.counters = server.counters();
    this.lab = lab;
  }

  /// Executes the whole requests at the position of `in` and appends their replies to `out`.
  ///
  /// @param in from its position on, all bytes since the last executed request; the position moves
  ///   behind what was executed, and the caller keeps the rest
  /// @param out sent by the caller when this returns
  /// @param turn when to stop, and before which requests with [Outcome#HAND_OVER]; the parser holds
  ///   such a request, for the thread that goes on
  Outcome process(
      Session session, RequestParser parser, ByteBuffer in, ReplyWriter out, Turn turn) {
    long requestsBefore = session.requests();
    long commandsBefore = session.commands();
    session.takesUp(in.remaining(), in.capacity() - in.limit());
    out.protocol(session.protocol());
    Outcome next;
    try {
      next = executeWhole(session, parser, in, out, turn);
    } catch (ProtocolException e) {
      session.pushes().drainAllTo(out);
      if (session.replyMode() == Session.ReplyMode.ON) {
        out.errorBytes("ERR Protocol error: " + e.getMessage());
      }
      next = Outcome.CLOSE;
    } finally {
      long requests = session.requests() - requestsBefore;
      count(requests, session.commands() - commandsBefore);
    }
    return mayBeSent(session, out) ? next : Outcome.CLOSE;
  }

  private void count(long requests, long executed) {
    counters.commands.add(executed);
    if (requests > executed) {
      counters.refusedRequests.add(requests - executed);
    }
  }

  private Outcome executeWhole(
      Session session, RequestParser parser, ByteBuffer in, ReplyWriter out, Turn turn)
      throws ProtocolException {
    while (parse(session, parser, in)) {
      Request request = parser.request();
      CommandTable.Entry entry = commands.find(request);
      if (isToHandOver(turn.handOver(), entry, request)) {
        parser.putBack(in);
        return Outcome.HAND_OVER;
      }
      // Nobody shall wait for replies that are there, while this one takes its time.
      if (out.size() > 0 && mayBlock(entry, request)) {
        parser.putBack(in);
        return Outcome.CALL_AGAIN;
      }
      session.countRequest();
      execute(entry, session, request, out);
      if (session.closing()) {
        return Outcome.CLOSE;
      }
      if (out.size() >= BATCH_BYTES || (in.hasRemaining() && turn.isOverAfterRequest())) {
        return Outcome.CALL_AGAIN;
      }
    }
    return Outcome.READ_MORE;
  }

  /// A reply of more than a client may leave unread is not begun, as in Redis: what was sent of it
  /// would be of no use.
  private boolean mayBeSent(Session session, ReplyWriter out) {
    int bytes = out.size();
    if (bytes <= Buffers.FREE_BYTES || server.buffers().mayBeUnread(session, bytes)) {
      return true;
    }
    out.truncate(0);
    return false;
  }

  /// With the limits of this moment: they may have changed, and so may what the client may do.
  private boolean parse(Session session, RequestParser parser, ByteBuffer in)
      throws ProtocolException {
    ParserLimits limits =
        session.authenticated() ? server.parserLimits() : server.strangersLimits();
    try {
      return parser.parse(in, limits);
    } finally {
      // An empty request has no reply, but counts as the one whose reply is left out, as in Redis.
      if (parser.passedEmpty()) {
        session.replyMode(session.replyMode().next());
      }
    }
  }

  private void execute(
      CommandTable.Entry entry, Session session, Request request, ReplyWriter out) {
    int mark = out.size();
    if (FlightEvents.on()) {
      executeRecorded(entry, session, request, out);
    } else {
      call(entry, session, request, out);
    }
    Session.ReplyMode mode = session.replyMode();
    if (mode != Session.ReplyMode.ON) {
      out.truncate(Math.max(mark, out.messagesEnd()));
      session.replyMode(mode.next());
    }
  }

  private void executeRecorded(
      CommandTable.Entry entry, Session session, Request request, ReplyWriter out) {
    RequestEvent event = new RequestEvent();
    StallEvent stall = new StallEvent();
    event.begin();
    stall.begin();
    call(entry, session, request, out);
    event.end();
    stall.end();
    if (event.shouldCommit()) {
      event.connection = session.id();
      event.command = entry.id();
      event.arguments = request.count();
      event.commit();
    }
    if (stall.shouldCommit()) {
      stall.connection = session.id();
      stall.command = entry.id();
      stall.commit();
    }
  }

  private boolean isToHandOver(HandOver handOver, CommandTable.Entry entry, Request request) {
    return switch (handOver) {
      case NONE -> false;
      case BLOCKING -> mayBlock(entry, request);
      case ALL -> true;
    };
  }

  private boolean mayBlock(CommandTable.Entry entry, Request request) {
    return entry.mayBlock() || isMessage(entry, request);
  }

  /// With an operator there, a line that is no command is a message for the operator; but not that
  /// of a page, which each of its requests has before its body: the commands refuse it.
  private boolean isMessage(CommandTable.Entry entry, Request request) {
    return request.inline()
        && !CommandTable.isKnown(entry)
        && lab.hasOperator()
        && !request.matches(0, "HOST:");
  }

  private void call(CommandTable.Entry entry, Session session, Request request, ReplyWriter out) {
    if (isMessage(entry, request) && session.authenticated()) {
      session.lastCommand("lab.ask");
      session.countCommand();
      lab.ask(session, request.line(), out);
    } else {
      commands.execute(entry, request, session, out);
    }
  }
}
