package dev.muxscope.benchmarks.soak;

import java.io.IOException;
import java.util.Random;

/// Subscribes to a channel of its own, publishes to it from a second connection, and checks that
/// each message comes once and in order.
///
/// @param number of this client, so that its channel is its own
record Messages(int number) implements Role {

  private static final int MOST_MESSAGES = 500;
  private static final int MOST_PAUSE_MILLIS = 20;

  @Override
  public void play(Wire wire, Random random, Stage stage) throws IOException, InterruptedException {
    // Another one each time: the server may not have noticed yet that the last one was left.
    String channel = "messages:" + number + ":" + random.nextInt(Integer.MAX_VALUE);
    wire.send(Resp.request("SUBSCRIBE", channel), 1);
    wire.expect(Resp.subscribed(channel));
    try (Wire publisher = stage.open(0)) {
      try {
        for (int i = random.nextInt(MOST_MESSAGES); i >= 0 && !stage.isOver(); i--) {
          String message = i + "x".repeat(random.nextInt(1000));
          publisher.send(Resp.request("PUBLISH", channel, message), 1);
          publisher.expect(Resp.bytes(":1\r\n"));
          wire.expectMessage(
              Resp.bytes(
                  "*3\r\n$7\r\nmessage\r\n" + Resp.bulkText(channel) + Resp.bulkText(message)));
        }
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
}
