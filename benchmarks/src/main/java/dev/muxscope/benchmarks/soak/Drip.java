package dev.muxscope.benchmarks.soak;

import java.io.IOException;
import java.util.Random;

/// Sends half a request, then nothing or a byte now and then, until the server has had enough.
record Drip() implements Role {

  private static final byte[] HALF = Resp.bytes("*2\r\n$4\r\nECHO\r\n$100000\r\n");
  private static final int PAUSE_MILLIS = 200;

  @Override
  public void play(Wire wire, Random random, Stage stage) throws IOException, InterruptedException {
    byte[] begun = java.util.Arrays.copyOf(HALF, 1 + random.nextInt(HALF.length));
    boolean silent = random.nextBoolean();
    boolean closed = silent ? waits(wire, begun, stage) : drips(wire, begun, stage);
    if (closed) {
      stage.tally().closedLate.increment();
    } else if (!stage.isOver()) {
      stage.tally().complain("half a request was waited for for ever");
    }
  }

  private static boolean waits(Wire wire, byte[] begun, Stage stage) throws IOException {
    wire.sendBytes(begun);
    return wire.isClosedWithin(stage.surelyLate());
  }

  /// Bytes of the request's own, so that it stays half for ever and never is malformed.
  private static boolean drips(Wire wire, byte[] begun, Stage stage) throws InterruptedException {
    long deadline = System.nanoTime() + stage.surelyLate().toNanos();
    int at = begun.length;
    try {
      wire.sendBytes(begun);
      while (System.nanoTime() < deadline && !stage.isOver()) {
        wire.sendBytes(new byte[] {at < HALF.length ? HALF[at++] : (byte) 'x'});
        stage.pause(PAUSE_MILLIS);
      }
      return false;
    } catch (IOException _) {
      return true;
    }
  }
}
