package dev.muxscope.benchmarks.soak;

import java.io.IOException;
import java.util.Random;

/// Connects, asks a little, and leaves by a close or by a reset.
record Churn() implements Role {

  private static final int MOST_REQUESTS = 5;
  private static final int MOST_PAUSE_MILLIS = 30;

  @Override
  public void play(Wire wire, Random random, Stage stage) throws IOException, InterruptedException {
    int requests = random.nextInt(MOST_REQUESTS + 1);
    for (int i = 0; i < requests; i++) {
      String mark = Integer.toHexString(random.nextInt());
      wire.send(Resp.request("ECHO", mark), 1);
      wire.expect(Resp.bulk(mark));
    }
    // Half of them leave no port in TIME_WAIT.
    if (random.nextBoolean()) {
      wire.reset();
    }
    stage.pause(random.nextInt(MOST_PAUSE_MILLIS));
  }

  @Override
  public boolean isWellBehaved() {
    return true;
  }
}
