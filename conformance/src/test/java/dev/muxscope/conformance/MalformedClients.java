package dev.muxscope.conformance;

import dev.muxscope.conformance.MalformedInputs.Input;
import dev.muxscope.conformance.RawConnection.Received;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Sends one input in many ways at once, each on a connection of its own, and tells what came back.
///
/// After each input go `RESET` and a request whose error ends what is read. Connections that stay
/// open are used again, since `RESET` takes them back to where they began. One thread at a time
/// uses it.
final class MalformedClients implements AutoCloseable {

  /// Inputs of more bytes are cut at a few places rather than at each.
  private static final int SHORT = 60;

  private static final int FEW = 4;

  /// Inputs of more bytes are not sent byte by byte.
  private static final int LONG = 2000;

  private static final int PIECE = 4093;
  private static final byte[] END = Escapes.bytes("RESET\r\nthe-very-last\r\n");
  private static final byte[] END_REPLY =
      Escapes.bytes("-ERR unknown command 'the-very-last', with args beginning with: \r\n");
  private static final byte[] NEVER = {};

  private final InetSocketAddress server;
  private final RawConnection side;
  private final Deque<RawConnection> idle = new ArrayDeque<>();

  MalformedClients(InetSocketAddress server) throws IOException {
    this.server = server;
    this.side = new RawConnection(server);
  }

  /// The ways in which `input` is sent: whole, byte by byte, and cut in two at each place if it is
  /// short, else at a few that `random` chooses.
  static List<Delivery> deliveries(Input input, Random random) {
    if (input.whole()) {
      return List.of(new Delivery.Whole());
    }
    int length = input.bytes().length;
    IntStream cuts =
        length > SHORT ? random.ints(FEW, 1, length).distinct() : IntStream.range(1, length);
    return Stream.<Delivery>concat(
            Stream.of(new Delivery.Whole(), new Delivery.Pieces(length > LONG ? PIECE : 1)),
            cuts.mapToObj(Delivery.SplitAt::new))
        .toList();
  }

  /// What is answered to `input`, for each way of sending it.
  ///
  /// @throws AssertionError naming the input if a connection neither closes nor answers its end
  List<Received> answers(Input input, List<Delivery> deliveries) throws IOException {
    List<RawConnection> connections = new ArrayList<>();
    List<byte[]> rest = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      List<byte[]> pieces = delivery.cut(input.bytes(), 0);
      RawConnection connection = idle.isEmpty() ? new RawConnection(server) : idle.pop();
      pieces.subList(0, pieces.size() - 1).forEach(piece -> send(connection, piece));
      connections.add(connection);
      rest.add(pieces.getLast());
    }
    sideRoundTrip();
    for (int i = 0; i < connections.size(); i++) {
      end(input, connections.get(i), rest.get(i));
    }
    List<Received> answers = new ArrayList<>();
    for (int i = 0; i < connections.size(); i++) {
      answers.add(answer(input, deliveries.get(i), connections.get(i)));
    }
    return answers;
  }

  /// Lets the server read first parts alone, before the others are sent.
  private void sideRoundTrip() throws IOException {
    side.send("RESET\\r\\n");
    side.expect("+RESET\\r\\n");
  }

  private static void end(Input input, RawConnection connection, byte[] last) throws IOException {
    byte[] all = new byte[last.length + END.length];
    System.arraycopy(last, 0, all, 0, last.length);
    System.arraycopy(END, 0, all, last.length, END.length);
    send(connection, all);
    if (input.waits()) {
      connection.shutdownOutput();
    }
  }

  /// A server that has closed because of what came before refuses the rest; its reply can be read.
  private static void send(RawConnection connection, byte[] bytes) {
    try {
      connection.send(bytes);
    } catch (IOException _) {
      // As said.
    }
  }

  private Received answer(Input input, Delivery delivery, RawConnection connection)
      throws IOException {
    Received received;
    try {
      received = connection.readUntil(input.waits() ? NEVER : END_REPLY);
    } catch (AssertionError e) {
      throw new AssertionError(input + ", " + delivery + ": " + e.getMessage(), e);
    }
    if (received.closed()) {
      connection.abort();
    } else {
      idle.push(connection);
    }
    return received;
  }

  @Override
  public void close() throws IOException {
    side.close();
    for (RawConnection connection : idle) {
      connection.close();
    }
  }
}
