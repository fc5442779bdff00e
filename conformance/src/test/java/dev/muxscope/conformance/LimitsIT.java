package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What a server bounds: size, number, memory and waiting, in every mode and for clients of every
/// kind of malice. A bystander is served all the while.
@ParameterizedClass
@EnumSource
class LimitsIT extends OneServerTest {

  private static final int MIB = 1 << 20;
  private static final Duration A_MOMENT = Duration.ofMillis(20);

  @Test
  void boundsEachPartOfARequest() throws IOException, InterruptedException {
    start("--max-bulk=10", "--max-arguments=3", "--max-inline=20", "--max-request=64kb");
    assertProtocolError("*2\\r\\n$4\\r\\nECHO\\r\\n$11\\r\\n", "invalid bulk length");
    assertProtocolError("*4\\r\\n", "invalid multibulk length");
    assertProtocolError("{\"x\" x 30}", "too big inline request");
    RawConnection within = connect();
    within.send("*2\\r\\n$4\\r\\nECHO\\r\\n$10\\r\\n0123456789\\r\\n");
    within.expect("$10\\r\\n0123456789\\r\\n");
    assertBystanderIsServed();
  }

  @Test
  void boundsARequestAsAWhole() throws IOException, InterruptedException {
    start("--max-request=64kb");
    RawConnection client = connect();
    client.send("*3\\r\\n$4\\r\\nMGET\\r\\n$40000\\r\\n{\"x\" x 40000}\\r\\n$40000\\r\\n");
    client.send("{\"x\" x 30000}");
    client.expect("-ERR Protocol error: too big request\\r\\n");
    assertBystanderIsServed();
  }

  /// Each empty one takes six bytes on the wire, and eight of the parser's.
  @Test
  void countsTheArgumentsOfARequestThatIsNotWhole() throws IOException, InterruptedException {
    start();
    int count = 100_000;
    RawConnection client = connect();
    client.send("*" + count + "\\r\\n$4\\r\\nPING\\r\\n");
    client.send("{\"$0\\r\\n\\r\\n\" x " + (count - 2) + "}");
    Await.until(() -> info("muxscope_client_buffers_bytes") > 14L * count);
    assertTrue(info("muxscope_client_buffers_bytes") > 14L * count);
    client.send("$0\\r\\n\\r\\n");
    client.expect("-ERR wrong number of arguments for 'ping' command\\r\\n");
    Await.until(() -> info("muxscope_client_buffers_bytes") < count);
    assertTrue(info("muxscope_client_buffers_bytes") < count);
  }

  @Test
  void changesLimitsWhileItRuns() throws IOException, InterruptedException {
    start();
    RawConnection client = connect();
    client.send("CONFIG SET proto-max-bulk-len 2kb muxscope-request-timeout 5s timeout 300\\r\\n");
    client.expect("+OK\\r\\n");
    client.send("CONFIG GET proto-max-bulk-len\\r\\n");
    client.expect("*2\\r\\n$18\\r\\nproto-max-bulk-len\\r\\n$4\\r\\n2048\\r\\n");
    client.send("CONFIG GET muxscope-request-timeout\\r\\n");
    client.expect("*2\\r\\n$24\\r\\nmuxscope-request-timeout\\r\\n$4\\r\\n5000\\r\\n");
    client.send("CONFIG GET timeout\\r\\n");
    client.expect("*2\\r\\n$7\\r\\ntimeout\\r\\n$3\\r\\n300\\r\\n");
    client.send("*2\\r\\n$4\\r\\nECHO\\r\\n$2049\\r\\n");
    client.expect("-ERR Protocol error: invalid bulk length\\r\\n");
  }

  @Test
  void closesWhoSendsAHalfRequestHoweverManyBytesComeNowAndThen()
      throws IOException, InterruptedException {
    start("--request-timeout=500ms");
    RawConnection silent = connect();
    silent.send("*1\\r\\n$4\\r\\nPI");
    RawConnection drip = connect();
    boolean open = true;
    long deadline = System.nanoTime() + RawConnection.PATIENCE.toNanos();
    while (open && System.nanoTime() < deadline) {
      Thread.sleep(A_MOMENT);
      open = sends(drip, "x");
    }
    assertTrue(!open, "a byte now and then keeps a request open for ever");
    silent.expectClosed();
    assertEquals(2, info("muxscope_late_clients"));
    assertBystanderIsServed();
  }

  @Test
  void closesIdleClientsOnlyWhenTold() throws IOException, InterruptedException {
    // The shortest deadline of all says how often the server looks: here every 50 ms.
    start("--request-timeout=200ms");
    RawConnection idle = connect();
    idle.send("PING\\r\\n");
    idle.expect("+PONG\\r\\n");
    idle.expectSilence(Duration.ofMillis(400));
    idle.send("CONFIG SET timeout 1\\r\\n");
    idle.expect("+OK\\r\\n");
    idle.expectClosed();
    assertBystanderIsServed();
  }

  @Test
  void closesWhoNeverReadsAndKeepsItsMemoryBounded() throws IOException, InterruptedException {
    start("--unread-timeout=500ms", "--pause-at=1mb");
    set(connect(), "k", 60_000);
    RawConnection greedy = connect();
    long deadline = System.nanoTime() + RawConnection.PATIENCE.toNanos();
    while (sends(greedy, "{\"GET k\\r\\n\" x 100}") && System.nanoTime() < deadline) {
      assertBystanderIsServed();
      assertTrue(info("muxscope_client_buffers_bytes") < 16 * MIB);
    }
    assertEquals(1, info("muxscope_late_clients"));
    assertBystanderIsServed();
  }

  /// More than the kernel takes of both directions together with what the server holds for one.
  @Test
  void answersAPipelineThatIsWrittenWholeBeforeItIsRead() throws IOException, InterruptedException {
    start();
    RawConnection client = connect();
    int pings = 1_500_000;
    byte[] requests = "*1\r\n$4\r\nPING\r\n".repeat(pings).getBytes();
    client.send(requests);
    client.expectRepeated("+PONG\\r\\n", pings);
    client.send("ECHO on\\r\\n");
    client.expect("$2\\r\\non\\r\\n");
    client.send("ECHO and on\\r\\n");
    client.expect("-ERR wrong number of arguments for 'echo' command\\r\\n");
  }

  /// Its own next request takes longer than it may leave replies unread, and it has read them all.
  @Test
  void keepsAClientThatHasReadWhatItWasSent() throws IOException, InterruptedException {
    start("--unread-timeout=200ms");
    RawConnection client = connect();
    client.send("PING\\r\\nLAB.SLEEP 800\\r\\nPING\\r\\n");
    client.expect("+PONG\\r\\n+OK\\r\\n+PONG\\r\\n");
    assertEquals(0, info("muxscope_late_clients"));
  }

  @Test
  void closesAClientThatLeavesTooMuchUnread() throws IOException, InterruptedException {
    start("--max-output=1mb");
    set(connect(), "k", 8 * MIB);
    RawConnection client = connect();
    client.send("GET k\\r\\n");
    Await.until(() -> info("muxscope_late_clients") > 0);
    byte[] never = new byte[0];
    assertTrue(client.readUntil(never).latin1().length() < 8 * MIB);
    assertEquals(1, info("muxscope_late_clients"));
    assertBystanderIsServed();
  }

  @Test
  void beginsNoReplyThatIsMoreThanMayBeUnread() throws IOException, InterruptedException {
    start();
    set(connect(), "k", 150_000);
    RawConnection client = connect();
    client.send("CONFIG SET client-output-buffer-limit \"normal 100000 0 0\"\\r\\n");
    client.expect("+OK\\r\\n");
    client.send("GET k\\r\\n");
    client.expectClosed();
    assertEquals(1, info("muxscope_late_clients"));
    assertBystanderIsServed();
  }

  /// As in Redis, what its first buffer takes never counts.
  @Test
  void sendsShortRepliesWhateverMayBeUnread() throws IOException, InterruptedException {
    start("--max-output=1");
    set(connect(), "s", 12_000);
    set(connect(), "l", 20_000);
    RawConnection client = connect();
    client.send("GET s\\r\\n");
    client.expect("$12000\\r\\n{\"x\" x 12000}\\r\\n");
    client.send("GET l\\r\\n");
    client.expectClosed();
    assertEquals(1, info("muxscope_late_clients"));
    assertBystanderIsServed();
  }

  @Test
  void closesASubscriberThatLeavesMuchUnreadForLongThoughNothingMoreComes()
      throws IOException, InterruptedException {
    start("--max-push=0", "--soft-push=100kb", "--soft-push-time=1s");
    RawConnection subscriber = connect();
    subscriber.send("SUBSCRIBE c\\r\\n");
    subscriber.expect("*3\\r\\n$9\\r\\nsubscribe\\r\\n$1\\r\\nc\\r\\n:1\\r\\n");
    RawConnection publisher = connect();
    long deadline = System.nanoTime() + RawConnection.PATIENCE.toNanos();
    String receivers = ":1\r\n";
    while (receivers.equals(":1\r\n")
        && info("muxscope_client_buffers_bytes") < 300_000
        && System.nanoTime() < deadline) {
      publisher.send(
          "*3\\r\\n$7\\r\\nPUBLISH\\r\\n$1\\r\\nc\\r\\n$100000\\r\\n{\"x\" x 100000}\\r\\n");
      receivers = publisher.read(4);
    }
    Await.until(() -> info("muxscope_late_clients") > 0 && info("pubsub_clients") == 0);
    assertEquals(1, info("muxscope_late_clients"));
    assertEquals(0, info("pubsub_clients"));
    assertBystanderIsServed();
  }

  /// Far less than the kernel and the server hold for one who may; its other deadlines are longer.
  @Test
  void letsStrangersLeaveLittleUnread(@TempDir Path folder)
      throws IOException, InterruptedException {
    String password = "open-sesame-4711";
    start("--password-file=" + AuthIT.passwordFile(folder, password), "--unread-timeout=10m");
    RawConnection stranger = connect();
    Thread.ofVirtual().start(() -> sendUntilClosed(stranger, "{\"SET k v\\r\\n\" x 1000}"));
    Await.until(() -> lateClients(password) > 0);
    assertEquals(1, lateClients(password));
    RawConnection other = connect();
    other.send("PING\\r\\n");
    other.expect("-NOAUTH Authentication required.\\r\\n");
  }

  private static void sendUntilClosed(RawConnection client, String requests) {
    boolean open = true;
    while (open) {
      open = sends(client, requests);
    }
  }

  private long lateClients(String password) throws IOException {
    try (RawConnection client = new RawConnection(server.address())) {
      client.send("AUTH " + password + "\\r\\n");
      client.expect("+OK\\r\\n");
      return lastInfo(client, "muxscope_late_clients");
    }
  }

  /// Over a million bytes of each have come, but what was declared has made room for two to four.
  @Test
  void evictsThoseThatHoldMostOfTheBuffers() throws IOException, InterruptedException {
    start("--max-buffers=16mb");
    for (int i = 0; i < 20; i++) {
      // The one that holds most, and goes, may be the one that is sending.
      sends(connect(), "*2\\r\\n$4\\r\\nECHO\\r\\n$3900000\\r\\n{\"x\" x 1100000}");
    }
    Await.until(() -> info("muxscope_client_buffers_bytes") <= 17 * MIB && evicted() >= 10);
    assertTrue(info("muxscope_client_buffers_bytes") <= 17 * MIB);
    assertTrue(evicted() >= 10 && evicted() <= 17, evicted() + " of 20 evicted");
    assertBystanderIsServed();
  }

  private long evicted() throws IOException {
    return info("evicted_clients");
  }

  @Test
  void declaredLengthsAllocateNothing() throws IOException, InterruptedException {
    start();
    assertBystanderIsServed();
    long before = info("total_allocated_bytes");
    for (int i = 0; i < 1000; i++) {
      connect().send("*2\\r\\n$4\\r\\nECHO\\r\\n$536870912\\r\\nx");
    }
    assertBystanderIsServed();
    long allocated = info("total_allocated_bytes") - before;
    assertTrue(allocated < 64 * MIB, allocated + " bytes for a thousand declared lengths");
  }

  @Test
  void switchesLabCommandsOffOrBoundsThem() throws IOException, InterruptedException {
    start("--max-sleep=0", "--max-spin=1ms");
    RawConnection client = connect();
    client.send("LAB.SLEEP 1\\r\\nLAB.SPIN 1001\\r\\nLAB.SPIN 1000\\r\\n");
    client.expect(
        "-ERR switched off by --max-sleep=0\\r\\n"
            + "-ERR at most 1000, as set by --max-spin\\r\\n+OK\\r\\n");
  }

  @Test
  void recoversFromTooManyOpenFilesByItself() throws IOException, InterruptedException {
    server = ServerProcess.muxscope(200, mode);
    RawConnection first = connect();
    first.send("PING\\r\\n");
    first.expect("+PONG\\r\\n");
    for (int i = 0; i < 250; i++) {
      connect();
    }
    Await.until(() -> server.err().soFar().contains("cannot accept"));
    // It tries again every 100 ms.
    Thread.sleep(300);
    first.send("PING\\r\\n");
    first.expect("+PONG\\r\\n");
    for (RawConnection client : clients.subList(1, clients.size())) {
      client.abort();
    }
    assertBystanderIsServed();
    String log = server.err().soFar();
    assertEquals(1, log.lines().filter(line -> line.contains("cannot accept")).count(), log);
  }

  private void assertProtocolError(String bytes, String error) throws IOException {
    RawConnection client = connect();
    client.send(bytes);
    client.expect("-ERR Protocol error: " + error + "\\r\\n");
    client.expectClosed();
  }

  private void assertBystanderIsServed() throws IOException {
    try (RawConnection bystander = new RawConnection(server.address())) {
      bystander.send("PING\\r\\n");
      bystander.expect("+PONG\\r\\n");
    }
  }

  private static boolean sends(RawConnection client, String bytes) {
    try {
      client.send(bytes);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
