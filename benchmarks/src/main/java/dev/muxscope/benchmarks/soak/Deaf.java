package dev.muxscope.benchmarks.soak;

import java.io.IOException;
import java.util.Random;

/// Subscribes to a channel, reads no message, and floods itself from a second connection, whose
/// every request must be answered, until the server has had enough of the first.
///
/// @param number of this client, so that its channel is its own
record Deaf(int number) implements Role {

  private static final int MESSAGE_BYTES = 16_000;
  private static final int MOST_PAUSE_MILLIS = 1000;

  /// More than the kernel and a server's limits take, 16 MB: on a machine that is too busy to send
  /// so much in time, nothing may be unread yet.
  private static final int ENOUGH = 1000;

  @Override
  public void play(Wire wire, Random random, Stage stage) throws IOException, InterruptedException {
    String channel = "deaf:" + number;
    wire.send(Resp.request("SUBSCRIBE", channel), 1);
    wire.expect(Resp.subscribed(channel));
    byte[] publish = Resp.request("PUBLISH", channel, "x".repeat(MESSAGE_BYTES));
    long deadline = System.nanoTime() + stage.surelyLate().toNanos();
    try (Wire publisher = stage.open(0)) {
      try {
        boolean heard = true;
        int sent = 0;
        while (heard && !stage.isOver() && (sent < ENOUGH || System.nanoTime() < deadline)) {
          publisher.send(publish, 1);
          heard = publisher.expectInteger() > 0;
          sent++;
        }
        if (heard && !stage.isOver()) {
          stage.tally().complain("a subscriber that reads nothing was not closed");
        }
        stage.tally().closedDeaf.add(heard ? 0 : 1);
      } finally {
        stage.tally().lost.add(publisher.outstanding());
        stage.left(publisher);
      }
    }
    stage.pause(random.nextInt(MOST_PAUSE_MILLIS));
  }

  @Override
  public boolean isWellBehaved() {
    return true;
  }

  @Override
  public int receiveBytes() {
    return 16 << 10;
  }
}
