package dev.muxscope.benchmarks.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Opens more connections at once than the server may have, has those served that it takes, counts
/// those that it refuses, and leaves.
record Storm() implements Role {

  private static final byte[] REFUSAL = Resp.bytes("-ERR max number of clients reached\r\n");
  private static final byte[] PING = Resp.request("PING");
  private static final byte[] PONG = Resp.bytes("+PONG\r\n");

  /// Of 10 ms each, for a refusal to arrive.
  private static final int REFUSAL_STEPS = 200;

  private static final int MORE = 20;
  private static final int LEAST_PAUSE_MILLIS = 2000;
  private static final int MOST_MORE_PAUSE_MILLIS = 8000;

  @Override
  public void play(Wire wire, Random random, Stage stage) throws IOException, InterruptedException {
    stage.storm().writeLock().lock();
    try {
      storm(stage);
      awaitCalm(stage);
    } finally {
      stage.storm().writeLock().unlock();
    }
    int pause = LEAST_PAUSE_MILLIS + random.nextInt(MOST_MORE_PAUSE_MILLIS);
    for (int i = 0; i < pause && !stage.isOver(); i += 100) {
      stage.pause(100);
    }
  }

  private static void storm(Stage stage) throws IOException, InterruptedException {
    List<Wire> all = new ArrayList<>();
    long before = met(stage);
    try {
      for (int i = 0; i < Soak.MOST_CONNECTIONS + MORE; i++) {
        all.add(stage.openAnyway(0));
      }
      awaitMet(stage, all.getLast(), before + all.size());
      for (Wire each : all) {
        if (each.hasArrived()) {
          each.expectRefusal(REFUSAL);
        } else {
          each.send(PING, 1);
          each.expect(PONG);
        }
      }
    } finally {
      for (Wire each : all) {
        each.reset();
        stage.left(each);
      }
    }
  }

  /// Waits until the server has met all and told those that it refuses. It takes them in their
  /// order, so that the last tells of the others. That may be let in, since others leave meanwhile,
  /// and then is told nothing.
  private static void awaitMet(Stage stage, Wire last, long accepted)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Wire.PATIENCE.toNanos();
    while (met(stage) < accepted) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the server does not take a storm in");
      }
      Thread.sleep(10);
    }
    for (int i = 0; i < REFUSAL_STEPS && !last.hasArrived(); i++) {
      Thread.sleep(10);
    }
  }

  /// How many connections the server has met, those that it refused included.
  private static long met(Stage stage) throws IOException {
    return stage.monitor().info("total_connections_received")
        + stage.monitor().info("rejected_connections");
  }

  /// Waits until the server has noticed that they left, or others would be refused.
  private static void awaitCalm(Stage stage) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Wire.PATIENCE.toNanos();
    while (stage.monitor().others() > Soak.MOST_CONNECTIONS / 2) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the server does not notice that a storm has gone");
      }
      Thread.sleep(10);
    }
  }

  @Override
  public boolean isWellBehaved() {
    return true;
  }
}
