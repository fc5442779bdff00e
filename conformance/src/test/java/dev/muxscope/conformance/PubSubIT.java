package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Messages from connection to connection, in every mode; what one connection sees alone is in the
/// transcripts.
@ParameterizedClass
@EnumSource
class PubSubIT extends OneServerTest {

  /// More than the kernel and the server take for one that reads nothing.
  private static final int MOST_ROUNDS = 500;

  private static final int ROUNDS_WITHOUT_IT = 20;
  private static final String SUBSCRIBED = "*3\\r\\n$9\\r\\nsubscribe\\r\\n$1\\r\\nc\\r\\n:1\\r\\n";

  @Test
  void aSlowSubscriberIsClosedAndHoldsNobody() throws IOException, InterruptedException {
    start("--max-push=1mb");
    List<RawConnection> readers = List.of(subscriber(), subscriber(), subscriber());
    subscriber();
    RawConnection publisher = connect();
    String payload = "x".repeat(1000);
    int perRound = 100;
    String message = "*3\\r\\n$7\\r\\nmessage\\r\\n$1\\r\\nc\\r\\n$1000\\r\\n" + payload + "\\r\\n";
    int left = MOST_ROUNDS;
    while (left-- > 0) {
      publisher.send("{\"PUBLISH c " + payload + "\\r\\n\" x " + perRound + "}");
      for (RawConnection reader : readers) {
        reader.expectRepeated(message, perRound);
      }
      publisher.readLines(perRound);
      if (info("muxscope_late_clients") > 0) {
        left = Math.min(left, ROUNDS_WITHOUT_IT);
      }
    }
    publisher.send("PUBLISH c last\\r\\n");
    publisher.expect(":3\\r\\n");
    assertEquals(1, info("muxscope_late_clients"));
    assertEquals(1, info("pubsub_channels"));
    assertTrue(info("muxscope_client_buffers_bytes") < 256 << 10);
  }

  @Test
  void whatIsDeliveredIsNotCountedAsWaiting() throws IOException, InterruptedException {
    start();
    RawConnection reader = subscriber();
    RawConnection publisher = connect();
    publisher.send("PUBLISH c {\"x\" x 100000}\\r\\n");
    publisher.expect(":1\\r\\n");
    reader.read("*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$100000\r\n\r\n".length() + 100_000);
    Await.until(() -> info("muxscope_client_buffers_bytes") == 0);
    assertEquals(0, info("muxscope_client_buffers_bytes"));
  }

  @Test
  void aSubscriberThatNeverPausesGetsItsMessages() throws IOException, InterruptedException {
    start("--max-push=1mb");
    set("k", 70_000);
    RawConnection busy = connect();
    busy.send("HELLO 3\\r\\nSUBSCRIBE c\\r\\nECHO begin\\r\\n");
    busy.readUntil("begin\r\n".getBytes());
    RawConnection publisher = connect();
    int rounds = 200;
    int reply = "$70000\r\n\r\n".length() + 70_000;
    int message = ">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$9000\r\n\r\n".length() + 9000;
    busy.send("{\"GET k\\r\\n\" x 8}");
    int received = 0;
    for (int i = 1; i <= rounds; i++) {
      busy.send("GET k\\r\\n");
      publisher.send("PUBLISH c {\"m\" x 9000}\\r\\n");
      publisher.expect(":1\\r\\n");
      received += busy.read(i * (reply + message) - received).length();
    }
    busy.read(rounds * (reply + message) + 8 * reply - received);
    assertEquals(0, info("muxscope_late_clients"));
  }

  @Test
  void aSubscriberThatWritesALongPipelineBeforeItReadsDoesNotHang()
      throws IOException, InterruptedException {
    start("--max-push=64mb");
    RawConnection client = connect();
    client.send("HELLO 3\\r\\nSUBSCRIBE c\\r\\nECHO begin\\r\\n");
    client.readUntil("begin\r\n".getBytes());
    RawConnection publisher = connect();
    int messages = 200;
    publisher.send("PUBLISH c {\"m\" x 60000}\\r\\n".repeat(messages));
    publisher.readLines(messages);
    int echoes = 120;
    for (int i = 0; i < echoes; i++) {
      client.send("*2\\r\\n$4\\r\\nECHO\\r\\n$100000\\r\\n{\"e\" x 100000}\\r\\n");
    }
    int reply = "$100000\r\n\r\n".length() + 100_000;
    int message = ">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$60000\r\n\r\n".length() + 60_000;
    String all = client.read(messages * message + echoes * reply);
    assertEquals(messages, all.split(">3", -1).length - 1);
  }

  @Test
  void messagesStandBetweenRepliesAndNeverWithinOne() throws IOException, InterruptedException {
    start();
    RawConnection both = connect();
    both.send("HELLO 3\\r\\nSUBSCRIBE c\\r\\nECHO begin\\r\\n");
    both.readUntil("begin\r\n".getBytes());
    RawConnection publisher = connect();
    int count = 2000;
    publisher.send("{\"PUBLISH c m\\r\\n\" x " + count + "}");
    both.send("{\"ECHO 0123456789\\r\\n\" x " + count + "}");
    String message = ">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nm\r\n";
    String reply = "$10\r\n0123456789\r\n";
    String all = both.read(count * (message.length() + reply.length()));
    assertEquals(count, all.split(Pattern.quote(message), -1).length - 1);
    assertEquals("", all.replace(message, "").replace(reply, ""));
  }

  @Test
  void reachesAThousandSubscribersAndForgetsThemWhenTheyLeave()
      throws IOException, InterruptedException {
    start();
    int many = 1000;
    for (int i = 0; i < many; i++) {
      subscriber();
    }
    RawConnection publisher = connect();
    publisher.send("PUBLISH c all\\r\\n");
    publisher.expect(":" + many + "\\r\\n");
    for (RawConnection each : clients.subList(0, many)) {
      each.expect("*3\\r\\n$7\\r\\nmessage\\r\\n$1\\r\\nc\\r\\n$3\\r\\nall\\r\\n");
      each.abort();
    }
    Await.until(() -> info("pubsub_channels") == 0);
    publisher.send("PUBLISH c nobody\\r\\n");
    publisher.expect(":0\\r\\n");
  }

  @Test
  void boundsTheSubscriptionsOfOne() throws IOException, InterruptedException {
    start("--max-subscriptions=2");
    RawConnection client = connect();
    client.send("SUBSCRIBE a b c\\r\\n");
    client.expect("-ERR max number of subscriptions reached\\r\\n");
    client.send("SUBSCRIBE c\\r\\n");
    client.expect(SUBSCRIBED);
    client.send("PSUBSCRIBE a b\\r\\n");
    client.expect("-ERR max number of subscriptions reached\\r\\n");
    // What is there already, or named twice, is no more than there was.
    client.send("SUBSCRIBE c c\\r\\n");
    client.expect(SUBSCRIBED.repeat(2));
    client.send("PSUBSCRIBE c c\\r\\n");
    client.expect("*3\\r\\n$10\\r\\npsubscribe\\r\\n$1\\r\\nc\\r\\n:2\\r\\n".repeat(2));
  }

  @Test
  void closesASubscriberThatReadsNothingForLong() throws IOException, InterruptedException {
    start("--unread-timeout=500ms", "--max-push=0", "--soft-push=0");
    subscriber();
    RawConnection publisher = connect();
    String payload = "x".repeat(60_000);
    long deadline = System.nanoTime() + RawConnection.PATIENCE.toNanos();
    String answer = ":1\r\n";
    while (answer.equals(":1\r\n") && System.nanoTime() < deadline) {
      publisher.send("PUBLISH c " + payload + "\\r\\n");
      answer = publisher.read(4);
      Thread.sleep(10);
    }
    assertEquals(":0\r\n", answer);
    Await.until(() -> info("muxscope_late_clients") > 0);
    assertEquals(1, info("muxscope_late_clients"));
  }

  private void set(String key, int length) throws IOException {
    RawConnection client = connect();
    client.send("SET " + key + " {\"v\" x " + length + "}\\r\\n");
    client.expect("+OK\\r\\n");
  }

  private RawConnection subscriber() throws IOException {
    RawConnection client = connect();
    client.send("SUBSCRIBE c\\r\\n");
    client.expect(SUBSCRIBED);
    return client;
  }
}
