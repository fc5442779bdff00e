package dev.muxscope.benchmarks.soak;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Random;

/// Asks for large values and reads them bit by bit, all of them at a pace that the server may find
/// fair or not. What it gets must be right as far as it gets.
record Trickle() implements Role {

  private static final byte[] REQUEST = Resp.request("GET", Monitor.VALUE_KEY);
  private static final int VALUES = 40;
  private static final int LEAST_BYTES = 256;
  private static final int PAUSE_MILLIS = 10;

  @Override
  public void play(Wire wire, Random random, Stage stage) throws IOException, InterruptedException {
    byte[] header = Resp.bytes("$" + Stage.VALUE_BYTES + "\r\n");
    byte[] reply = Arrays.copyOf(header, header.length + Stage.VALUE_BYTES + 2);
    System.arraycopy(stage.value(), 0, reply, header.length, Stage.VALUE_BYTES);
    reply[reply.length - 2] = '\r';
    reply[reply.length - 1] = '\n';
    int pace = LEAST_BYTES << random.nextInt(6);
    try {
      for (int i = 0; i < VALUES; i++) {
        wire.send(REQUEST, 1);
      }
      for (int i = 0; i < VALUES && !stage.isOver(); i++) {
        wire.expectSlowly(reply, pace, PAUSE_MILLIS, stage);
      }
    } catch (Wire.WrongReplyException | SocketTimeoutException e) {
      throw e;
    } catch (IOException _) {
      stage.tally().closedLate.increment();
    }
  }

  @Override
  public int receiveBytes() {
    return 16 << 10;
  }
}
