package dev.muxscope.select;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.RequestProcessor.HandOver;
import dev.muxscope.common.server.RequestProcessor.Outcome;
import dev.muxscope.common.server.Turn;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The requests that one connection hands over to a worker, and the replies on their way back.
///
/// It belongs to one thread at a time, with the session, the parser and the input in it: to the
/// loop's until [Workers#execute], then to the worker's until [EventLoop#executeSurely], then to
/// the loop's again. Both calls publish all that was written before them, so that no field needs a
/// guard. The worker does not know the socket.
final class Batch implements Runnable {

  private final LoopContext context;
  private final Session session;
  private final RequestParser parser;
  private final ByteBuffer input;
  private final ReplyWriter replies;
  private final long requestsBefore;
  private final long startNanos;

  /// What the loop is told at last; made here, since it may be memory that is wanting by then.
  private final Runnable takeBack;

  private Outcome outcome = Outcome.READ_MORE;
  private @Nullable Throwable failure;

  /// @param partial the whole requests, and what may follow them
  /// @param startNanos when their execution began, as `LatencyHistogram.start` tells
  Batch(
      Connection connection,
      LoopContext context,
      Session session,
      PartialInput partial,
      long startNanos) {
    this.context = context;
    this.session = session;
    this.parser = partial.parser();
    this.input = partial.take();
    this.replies = context.takeSpare();
    this.requestsBefore = session.requests();
    this.startNanos = startNanos;
    this.takeBack = () -> connection.takeBack(this);
  }

  /// On the worker's thread. Whatever happens, the connection gets its batch back, or it would wait
  /// for ever.
  @Override
  public void run() {
    try {
      Turn turn = new Turn(HandOver.NONE);
      outcome = context.server().process(session, parser, input, replies, turn);
    } catch (Throwable e) {
      failure = e;
    }
    context.loop().executeSurely(takeBack);
  }

  /// What was not executed.
  ByteBuffer rest() {
    return input;
  }

  ReplyWriter replies() {
    return replies;
  }

  /// What the connection needs next.
  Outcome outcome() {
    return outcome;
  }

  /// What ended it early; null if nothing did.
  @Nullable Throwable failure() {
    return failure;
  }

  /// How many requests were executed.
  long requests() {
    return session.requests() - requestsBefore;
  }

  long startNanos() {
    return startNanos;
  }
}
