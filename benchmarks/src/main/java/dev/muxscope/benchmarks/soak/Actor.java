package dev.muxscope.benchmarks.soak;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Random;

/// A client that plays its role on one connection after another, until all is over.
final class Actor implements Runnable {

  private final String name;
  private final Role role;
  private final Random random;
  private final Stage stage;

  Actor(String name, Role role, Random random, Stage stage) {
    this.name = name;
    this.role = role;
    this.random = random;
    this.stage = stage;
  }

  @Override
  public void run() {
    try {
      while (!stage.isOver()) {
        play();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      stage.tally().complain(name + " failed itself: " + e);
    }
  }

  private void play() throws InterruptedException {
    try (Wire wire = stage.open(role.receiveBytes())) {
      try {
        role.play(wire, random, stage);
      } catch (Wire.WrongReplyException | SocketTimeoutException e) {
        // However badly a client behaves, it is answered or closed.
        stage.tally().complain(name + ": " + e.getMessage());
      } catch (IOException e) {
        account(e);
      } finally {
        settle(wire);
        stage.left(wire);
      }
    } catch (IOException e) {
      stage.tally().complain(name + " could not connect: " + e.getMessage());
      stage.pause(100);
    }
  }

  private void account(IOException e) {
    if (role.isWellBehaved()) {
      stage.tally().complain(name + ": " + e.getMessage());
    }
  }

  /// What was sent and has no answer, when the connection is left.
  private void settle(Wire wire) {
    if (role.isWellBehaved()) {
      stage.tally().lost.add(wire.outstanding());
    } else {
      stage.tally().givenUp.add(wire.outstanding());
    }
  }
}
