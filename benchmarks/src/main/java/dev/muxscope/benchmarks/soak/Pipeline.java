package dev.muxscope.benchmarks.soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;

/// Writes thousands of requests before it reads the first reply.
record Pipeline() implements Role {

  // Their replies are fewer bytes than those at which a server reads no more.
  private static final int MOST_REQUESTS = 30_000;
  private static final int MOST_PAUSE_MILLIS = 500;

  @Override
  public void play(Wire wire, Random random, Stage stage) throws IOException, InterruptedException {
    int requests = 1 + random.nextInt(MOST_REQUESTS);
    int first = random.nextInt(1_000_000_000);
    ByteArrayOutputStream asked = new ByteArrayOutputStream();
    ByteArrayOutputStream due = new ByteArrayOutputStream();
    for (int i = 0; i < requests; i++) {
      String mark = Integer.toString(first + i);
      asked.writeBytes(Resp.request("ECHO", mark));
      due.writeBytes(Resp.bulk(mark));
    }
    wire.send(asked.toByteArray(), requests);
    wire.expectAll(due.toByteArray(), requests);
    stage.pause(random.nextInt(MOST_PAUSE_MILLIS));
  }

  @Override
  public boolean isWellBehaved() {
    return true;
  }
}
