package dev.muxscope.benchmarks.soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Asks, waits, checks every byte, and asks again, to the end, on one connection: the bystander of
/// all the others.
///
/// @param number of this client, so that its keys are its own
record Steady(int number) implements Role {

  private static final int KEYS = 16;
  private static final int MOST_PIPELINED = 4;
  private static final int MOST_FILLER = 200;

  /// What one client has said so far, and so what it must get. Belongs to the client's thread.
  private static final class Conversation {
    private final Map<String, String> values = new HashMap<>();
    private final String prefix;
    private final Random random;
    private long sequence;

    Conversation(int number, Random random) {
      this.random = random;
      // Another number for each connection: its keys are not there yet.
      this.prefix = "steady:" + number + ":" + random.nextInt(Integer.MAX_VALUE) + ":";
    }

    /// Appends a request, and returns the reply that it must get.
    byte[] next(ByteArrayOutputStream requests) {
      String mark = prefix + sequence++;
      String key = prefix + random.nextInt(KEYS);
      int choice = random.nextInt(8);
      if (choice < 2) {
        String value = mark + "x".repeat(random.nextInt(MOST_FILLER));
        values.put(key, value);
        requests.writeBytes(Resp.request("SET", key, value));
        return Resp.bytes("+OK\r\n");
      }
      if (choice < 5) {
        requests.writeBytes(Resp.request("GET", key));
        String value = values.get(key);
        return value == null ? Resp.bytes("$-1\r\n") : Resp.bulk(value);
      }
      if (choice < 6) {
        requests.writeBytes(Resp.request("GET"));
        return Resp.bytes("-ERR wrong number of arguments for 'get' command\r\n");
      }
      requests.writeBytes(Resp.request("ECHO", mark));
      return Resp.bulk(mark);
    }
  }

  @Override
  public void play(Wire wire, Random random, Stage stage) throws IOException {
    Conversation conversation = new Conversation(number, random);
    while (!stage.isOver()) {
      ask(wire, conversation, 1 + random.nextInt(MOST_PIPELINED), stage.tally());
    }
  }

  private static void ask(Wire wire, Conversation conversation, int count, Tally tally)
      throws IOException {
    ByteArrayOutputStream requests = new ByteArrayOutputStream();
    List<byte[]> replies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      replies.add(conversation.next(requests));
    }
    long start = System.nanoTime();
    wire.send(requests.toByteArray(), count);
    for (byte[] reply : replies) {
      wire.expect(reply);
    }
    tally.longestNanos.accumulate(System.nanoTime() - start);
  }

  @Override
  public boolean isWellBehaved() {
    return true;
  }
}
