package dev.muxscope.benchmarks.soak;

import java.io.IOException;
import java.util.Random;

/// Asks for large values for ever and reads nothing, until the server has had enough.
record Unread() implements Role {

  private static final byte[] REQUEST = Resp.request("GET", Monitor.VALUE_KEY);
  private static final int PAUSE_MILLIS = 10;

  @Override
  public void play(Wire wire, Random random, Stage stage) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + stage.surelyLate().toNanos();
    try {
      while (System.nanoTime() < deadline && !stage.isOver()) {
        wire.send(REQUEST, 1);
        stage.pause(random.nextInt(PAUSE_MILLIS));
      }
    } catch (IOException _) {
      stage.tally().closedLate.increment();
      return;
    }
    if (!stage.isOver()) {
      stage.tally().complain("a client that reads nothing was not closed");
    }
  }

  @Override
  public int receiveBytes() {
    return 16 << 10;
  }
}
