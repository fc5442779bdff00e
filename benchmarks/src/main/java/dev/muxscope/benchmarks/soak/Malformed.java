package dev.muxscope.benchmarks.soak;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/// Sends bytes that are no request: some whose error is known and must come, and some of chance,
/// which the server may answer as it likes, and leaves.
record Malformed() implements Role {

  private record Known(String bytes, String error) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known("*x\r\n", "invalid multibulk length"),
          new Known("*01\r\n", "invalid multibulk length"),
          new Known("*1\r\n+1\r\n", "expected '$', got '+'"),
          new Known("*1\r\n$-1\r\n", "invalid bulk length"),
          new Known("*1\r\n$999999999999\r\n", "invalid bulk length"),
          new Known("ECHO \"a\r\n", "unbalanced quotes in request"));

  private static final int MOST_CHANCE_BYTES = 5000;
  private static final int MOST_PAUSE_MILLIS = 50;

  @Override
  public void play(Wire wire, Random random, Stage stage) throws IOException, InterruptedException {
    if (random.nextBoolean()) {
      Known known = KNOWN.get(random.nextInt(KNOWN.size()));
      wire.send(Resp.bytes(known.bytes()), 1);
      wire.expect(Resp.bytes("-ERR Protocol error: " + known.error() + "\r\n"));
      if (!wire.isClosedWithin(stage.surelyLate())) {
        stage.tally().complain("not closed after a protocol error");
      }
    } else {
      sendChance(wire, random, stage.tally());
    }
    stage.pause(random.nextInt(MOST_PAUSE_MILLIS));
  }

  /// The known errors are replies as others are.
  @Override
  public boolean isWellBehaved() {
    return true;
  }

  private static void sendChance(Wire wire, Random random, Tally tally) throws IOException {
    byte[] chance = new byte[1 + random.nextInt(MOST_CHANCE_BYTES)];
    random.nextBytes(chance);
    if (random.nextBoolean()) {
      chance[0] = '*';
    }
    tally.badBytes.add(chance.length);
    try {
      wire.sendBytes(chance);
      if (wire.hasArrived()) {
        wire.read(1000);
      }
    } catch (IOException _) {
      // The server closed after the first of them, as it may.
    }
    wire.reset();
  }
}
