package dev.muxscope.conformance;

import dev.muxscope.conformance.Transcript.Case;
import dev.muxscope.conformance.Transcript.Closed;
import dev.muxscope.conformance.Transcript.Expect;
import dev.muxscope.conformance.Transcript.Open;
import dev.muxscope.conformance.Transcript.Send;
import dev.muxscope.conformance.Transcript.Step;
import dev.muxscope.conformance.Transcript.Wait;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;

/// Plays cases against one server, each on a connection of its own, the store emptied before.
///
/// A second, lasting connection, the side, empties the store and paces the writes. One thread at a
/// time uses a runner.
final class TranscriptRunner implements AutoCloseable {

  /// Cases that send fewer bytes are cut in two.
  private static final int SHORT = 200;

  /// Cases that send more bytes are not sent byte by byte.
  private static final int LONG = 2000;

  private static final int PIECE = 4093;
  private static final Duration SILENCE = Duration.ofMillis(20);

  private final InetSocketAddress server;
  private final RawConnection side;
  private final int firstCut;
  private final int cutStep;

  /// One that cuts at every position.
  TranscriptRunner(InetSocketAddress server) throws IOException {
    this(server, 1, 1);
  }

  /// One that cuts at `firstCut`, and then every `cutStep` bytes.
  TranscriptRunner(InetSocketAddress server, int firstCut, int cutStep) throws IOException {
    this.server = server;
    this.side = new RawConnection(server);
    this.firstCut = firstCut;
    this.cutStep = cutStep;
  }

  /// Of a server that asks for `password`; the cases' own connections do not give it by themselves.
  TranscriptRunner(InetSocketAddress server, String password) throws IOException {
    this(server);
    side.send("AUTH " + password + "\\r\\n");
    side.expect("+OK\\r\\n");
  }

  /// Plays `one` whole, then in pieces, then, if it is short, cut in two at each position in turn.
  ///
  /// @throws AssertionError naming the case and how its bytes were cut
  void runEveryWay(Case one) throws IOException {
    run(one, new Delivery.Whole());
    run(one, new Delivery.Pieces(one.bytesSent() > LONG ? PIECE : 1));
    if (one.bytesSent() >= SHORT || one.waits()) {
      return;
    }
    for (int position = firstCut; position < one.bytesSent(); position += cutStep) {
      run(one, new Delivery.SplitAt(position));
    }
  }

  /// Plays `one` with each send in one write, where something else cuts it.
  ///
  /// @throws AssertionError naming the case
  void runWhole(Case one) throws IOException {
    run(one, new Delivery.Whole());
  }

  private void run(Case one, Delivery delivery) throws IOException {
    side.send("FLUSHALL\\r\\n");
    side.expect("+OK\\r\\n");
    RawConnection connection = new RawConnection(server);
    try {
      play(one, delivery, connection);
    } catch (AssertionError | IOException e) {
      throw new AssertionError(
          "'%s' (line %d, %s): %s".formatted(one.name(), one.line(), delivery, e.getMessage()), e);
    } finally {
      connection.abort();
    }
  }

  private void play(Case one, Delivery delivery, RawConnection connection) throws IOException {
    int offset = 0;
    for (Step step : one.steps()) {
      switch (step) {
        case Send(byte[] bytes) -> {
          send(bytes, offset, one, delivery, connection);
          offset += bytes.length;
        }
        case Expect(Expectation expectation) -> connection.expect(expectation);
        case Closed() -> connection.expectClosed();
        case Open() -> expectOpen(delivery, connection);
        case Wait(long millis) -> sleep(millis);
      }
    }
    if (!one.endsClosed()) {
      sideRoundTrip();
      connection.expectNothingArrived();
    }
  }

  /// A server that closes because of the first bytes may refuse the rest.
  private void send(byte[] bytes, int offset, Case one, Delivery delivery, RawConnection connection)
      throws IOException {
    try {
      Iterator<byte[]> pieces = delivery.cut(bytes, offset).iterator();
      connection.send(pieces.next());
      while (pieces.hasNext()) {
        pace(delivery);
        connection.send(pieces.next());
      }
    } catch (IOException e) {
      if (!one.endsClosed()) {
        throw e;
      }
    }
  }

  /// Lets the server read the first part alone: its answer on the side comes after it saw that
  /// part.
  private void pace(Delivery delivery) throws IOException {
    if (delivery instanceof Delivery.SplitAt) {
      sideRoundTrip();
    }
  }

  private void expectOpen(Delivery delivery, RawConnection connection) throws IOException {
    if (delivery instanceof Delivery.SplitAt) {
      sideRoundTrip();
      connection.expectNothingArrived();
    } else {
      connection.expectSilence(SILENCE);
    }
  }

  private void sideRoundTrip() throws IOException {
    side.send("PING\\r\\n");
    side.expect("+PONG\\r\\n");
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    side.close();
  }
}
