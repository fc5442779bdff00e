package dev.muxscope.lab.drill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// One socket on one selector, brought from situation to situation; in each it is counted how often
/// select returns when nothing is done about it.
///
/// Owned by the thread that runs it.
final class ReadinessProbe {

  static final long TIMEOUT_MILLIS = 10;

  private static final int STEPS = 6;
  private static final long STEP_NANOS = 50_000_000;
  private static final int BYTES = 100;

  private final Selector selector;
  private final SocketChannel near;
  private final SocketChannel far;
  private final SelectionKey key;
  private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);
  private final long startNanos = System.nanoTime();

  private ReadinessProbe(Selector selector, SocketChannel near, SocketChannel far)
      throws IOException {
    this.selector = selector;
    this.near = near;
    this.far = far;
    near.configureBlocking(false);
    this.key = near.register(selector, SelectionKey.OP_READ);
  }

  /// What a situation is an example of.
  enum Kind {
    /// Bytes have arrived and not been read.
    UNREAD,
    /// Ready for something else that nobody clears.
    LEFT_READY,
    /// Not ready, or not any more.
    CLEARED
  }

  /// What was done to the socket.
  private interface Action {
    void apply(ReadinessProbe probe) throws IOException;
  }

  /// @param text what the socket's situation is
  /// @param kind what it is an example of
  record Situation(String text, Kind kind) {}

  private record Step(Situation situation, Action action) {
    Step(String text, Kind kind, Action action) {
      this(new Situation(text, kind), action);
    }
  }

  /// @param atSecond the middle of the time it was counted in, since the beginning
  record Count(double atSecond, double perSecond) {}

  /// How often select returned in a situation.
  ///
  /// @param number of the situation, from 1 on
  /// @param from seconds since the beginning
  /// @param to seconds since the beginning
  record Stretch(int number, Situation situation, double from, double to, List<Count> counts) {

    Stretch {
      counts = List.copyOf(counts);
    }

    double perSecond() {
      return counts.stream().mapToDouble(Count::perSecond).average().orElse(Double.NaN);
    }
  }

  private static final List<Step> STEPS_IN_ORDER =
      List.of(
          new Step("nothing has arrived", Kind.CLEARED, _ -> {}),
          new Step("100 bytes have arrived, nobody reads", Kind.UNREAD, ReadinessProbe::arrive),
          new Step("50 of them are read", Kind.UNREAD, probe -> probe.read(BYTES / 2)),
          new Step("the other 50 are read", Kind.CLEARED, probe -> probe.read(BYTES / 2)),
          new Step(
              "100 more, interest withdrawn",
              Kind.CLEARED,
              probe -> {
                probe.key.interestOps(0);
                probe.arrive();
              }),
          new Step(
              "the interest is back",
              Kind.UNREAD,
              probe -> probe.key.interestOps(SelectionKey.OP_READ)),
          new Step(
              "all read, but OP_WRITE is set",
              Kind.LEFT_READY,
              probe -> {
                probe.read(BYTES);
                probe.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
              }),
          new Step(
              "OP_WRITE is withdrawn",
              Kind.CLEARED,
              probe -> probe.key.interestOps(SelectionKey.OP_READ)),
          new Step(
              "the other side closes, nobody reads",
              Kind.LEFT_READY,
              probe -> {
                probe.far.close();
                probe.awaitReady();
              }),
          new Step("the end is read, OP_READ is kept", Kind.LEFT_READY, probe -> probe.readEnd()),
          new Step("the key is cancelled", Kind.CLEARED, probe -> probe.key.cancel()));

  /// Goes through all situations, in some three seconds.
  static List<Stretch> run() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocketChannel listener = ServerSocketChannel.open();
        Selector selector = Selector.open()) {
      listener.bind(new InetSocketAddress(loopback, 0));
      try (SocketChannel far = SocketChannel.open(listener.getLocalAddress());
          SocketChannel near = listener.accept()) {
        return new ReadinessProbe(selector, near, far).stretches();
      }
    }
  }

  private List<Stretch> stretches() throws IOException {
    List<Stretch> stretches = new ArrayList<>();
    for (Step step : STEPS_IN_ORDER) {
      step.action().apply(this);
      double from = now();
      List<Count> counts = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        counts.add(count());
      }
      stretches.add(new Stretch(stretches.size() + 1, step.situation(), from, now(), counts));
    }
    return stretches;
  }

  private double now() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private Count count() throws IOException {
    double begin = now();
    long start = System.nanoTime();
    long selects = 0;
    while (System.nanoTime() - start < STEP_NANOS) {
      selector.select(TIMEOUT_MILLIS);
      // What stays in the selected set is not reported again: forgetting this hides readiness.
      selector.selectedKeys().clear();
      selects++;
    }
    return new Count((begin + now()) / 2, selects * 1e9 / (System.nanoTime() - start));
  }

  private void arrive() throws IOException {
    buffer.clear();
    while (buffer.hasRemaining()) {
      far.write(buffer);
    }
    while (near.socket().getInputStream().available() < BYTES) {
      Thread.onSpinWait();
    }
  }

  private void awaitReady() throws IOException {
    while (selector.select(TIMEOUT_MILLIS) == 0) {
      Thread.onSpinWait();
    }
    selector.selectedKeys().clear();
  }

  private void read(int bytes) throws IOException {
    buffer.clear().limit(bytes);
    while (buffer.hasRemaining()) {
      near.read(buffer);
    }
  }

  private void readEnd() throws IOException {
    buffer.clear();
    if (near.read(buffer) != -1) {
      throw new IOException("an end of input was to be read, and was not there");
    }
  }
}
