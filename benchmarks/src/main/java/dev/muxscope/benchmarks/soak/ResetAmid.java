package dev.muxscope.benchmarks.soak;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/// Leaves with a reset amid a request, or amid the replies to some.
record ResetAmid() implements Role {

  private static final int MOST_PAUSE_MILLIS = 50;

  @Override
  public void play(Wire wire, Random random, Stage stage) throws IOException, InterruptedException {
    if (random.nextBoolean()) {
      byte[] request = Resp.request("SET", "reset", "x".repeat(random.nextInt(50_000)));
      wire.sendBytes(Arrays.copyOf(request, random.nextInt(request.length)));
    } else {
      for (int i = random.nextInt(20); i >= 0; i--) {
        wire.send(Resp.request("GET", Monitor.VALUE_KEY), 1);
      }
      stage.pause(random.nextInt(5));
      wire.read(random.nextInt(1000) + 1);
    }
    wire.reset();
    stage.pause(random.nextInt(MOST_PAUSE_MILLIS));
  }
}
