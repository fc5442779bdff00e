package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What JDK 25's sockets and selectors make easy to get wrong, each with the gauge that shows it.
///
/// Bounds are far from what a sound server needs and far from what the trap costs, since machines
/// that test are busy.
@ParameterizedClass
@EnumSource
class TrapsIT extends OneServerTest {

  private static final int MIB = 1 << 20;
  private static final int MANY = 500;
  private static final int LARGE = 4 * MIB;
  private static final int LARGE_REPLY = LARGE + ("$" + LARGE + "\r\n\r\n").length();

  private ProcessGauge gauge;
  private RawConnection first;

  /// OP_WRITE left set, OP_READ kept after the end of input or a reset: tens of thousands of
  /// selects that find nothing, and a processor that is busy with them.
  @Test
  void isIdleThoughClientsStallLeaveAndCrash() throws Exception {
    start();
    set("k", LARGE);
    connect().send("GET k\\r\\nGET k\\r\\n");
    RawConnection halfClosed = connect();
    halfClosed.send("GET k\\r\\nGET k\\r\\n");
    halfClosed.shutdownOutput();
    RawConnection crashed = connect();
    crashed.send("GET k\\r\\n*2\\r\\n");
    Thread.sleep(300);
    crashed.abort();
    connect().send("*2\\r\\n$4\\r\\nEC");
    RawConnection readsLate = connect();
    readsLate.send("GET k\\r\\n");
    Thread.sleep(100);
    readsLate.skip(LARGE_REPLY);
    assertIdle();
  }

  /// A listener that goes on trying fails 140,000 times a second.
  @Test
  void isIdleWithoutDescriptors() throws Exception {
    server = ServerProcess.muxscope(150, mode);
    prepare();
    for (int i = 0; i < 200; i++) {
      connect();
    }
    Thread.sleep(500);
    assertIdle();
  }

  /// A sound server may take its time to settle; one that is trapped has no idle second at all.
  private void assertIdle() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + RawConnection.PATIENCE.toNanos();
    String activity = activity();
    while (!activity.isEmpty() && System.nanoTime() < deadline) {
      activity = activity();
    }
    assertEquals("", activity);
  }

  /// What the server does in a second in which there is nothing to do; empty if next to nothing.
  private String activity() throws IOException, InterruptedException {
    long selects = info("total_selects");
    long cpu = gauge.cpuMillis();
    Thread.sleep(1000);
    cpu = gauge.cpuMillis() - cpu;
    selects = info("total_selects") - selects;
    return cpu < 500 && selects < 100 ? "" : cpu + " ms busy of 1000, " + selects + " selects";
  }

  /// A channel that was closed keeps its descriptor until the next select, which on an idle loop
  /// may never come.
  @Test
  void keepsNoDescriptorOfConnectionsThatItClosedItself() throws Exception {
    start();
    int before = gauge.sockets() - 1;
    for (int i = 0; i < 50; i++) {
      connect();
    }
    first.send("CONFIG SET timeout 1\\r\\n");
    first.expect("+OK\\r\\n");
    first.expectClosed();
    for (RawConnection client : clients.subList(1, clients.size())) {
      client.expectClosed();
    }
    awaitGauge(gauge::sockets, before, "sockets");
  }

  /// The second of two storms: in the first one the JDK may open pollers, which it keeps.
  @Test
  void keepsNothingOfAStormOfConnections() throws Exception {
    start();
    storm();
    awaitCalm();
    int before = gauge.settledDescriptors();
    storm();
    awaitCalm();
    awaitGauge(gauge::descriptors, before, "descriptors");
  }

  private void storm() throws IOException {
    for (int i = 0; i < MANY; i++) {
      RawConnection client = connect();
      switch (i % 4) {
        case 0 -> client.abort();
        case 1 -> client.close();
        case 2 -> {
          client.send("PING\\r\\n*1\\r\\n$4\\r\\nPI");
          client.close();
        }
        default -> {
          client.send("PING\\r\\n");
          client.shutdownOutput();
        }
      }
    }
  }

  /// Each thread keeps direct memory as large as the largest heap buffer that it wrote.
  @Test
  void keepsNoDirectMemoryOfLargeReplies() throws Exception {
    start();
    set("k", LARGE);
    long before = gauge.residentBytes() - info("heap_committed");
    for (int i = 0; i < 100; i++) {
      RawConnection client = connect();
      client.send("GET k\\r\\nPING\\r\\n");
      client.skip(LARGE_REPLY + "+PONG\r\n".length());
    }
    long kept = gauge.residentBytes() - info("heap_committed") - before;
    assertTrue(kept < 128L * MIB, kept / MIB + " MiB outside of the heap for 100 x 4 MiB");
  }

  /// What a connection keeps of a long request once that is executed is in no account.
  @Test
  void keepsNoMemoryOfLongRequests() throws Exception {
    server = ServerProcess.muxscope(Map.of("MUXSCOPE_OPTS", "-Xmx128m"), mode);
    prepare();
    for (int i = 0; i < 100; i++) {
      set(connect(), "k", LARGE);
    }
    for (RawConnection client : clients) {
      client.send("PING\\r\\n");
      client.expect("+PONG\\r\\n");
    }
  }

  /// The one byte behind it makes the connection keep its parser, which has seen the long request.
  @Test
  void keepsNoMemoryOfALongRequestAmidTheNext() throws Exception {
    server = ServerProcess.muxscope(Map.of("MUXSCOPE_OPTS", "-Xmx128m"), mode);
    prepare();
    byte[] get =
        Escapes.decode(
            "*2\\r\\n$3\\r\\nGET\\r\\n$%d\\r\\n{\"k\" x %d}\\r\\n*".formatted(LARGE, LARGE));
    for (int i = 0; i < 50; i++) {
      RawConnection client = connect();
      client.send(get);
      client.expect("$-1\\r\\n");
    }
    for (RawConnection client : clients.subList(1, clients.size())) {
      client.send("1\\r\\n$4\\r\\nPING\\r\\n");
      client.expect("+PONG\\r\\n");
    }
  }

  /// With the default backlog of 50 the 51st client hangs while nobody accepts: here since the
  /// whole server is stopped.
  @Test
  void letsAThousandConnectAtOnce() throws Exception {
    start();
    server.signal("STOP");
    for (int i = 0; i < 1000; i++) {
      connect();
    }
    server.signal("CONT");
    for (RawConnection client : clients.subList(1, clients.size())) {
      client.send("PING\\r\\n");
    }
    for (RawConnection client : clients.subList(1, clients.size())) {
      client.expect("+PONG\\r\\n");
    }
  }

  /// A virtual thread that never has to wait is never preempted, and its carrier takes up new ones
  /// only when nothing it has queued itself is left: on one core a client that came later waited
  /// until the others had gone.
  @Test
  void letsOthersHaveTheirTurnBesideClientsThatNeverPause() throws Exception {
    String oneCarrier =
        "-Djdk.virtualThreadScheduler.parallelism=1 -Djdk.virtualThreadScheduler.maxPoolSize=1";
    server = ServerProcess.muxscope(Map.of("MUXSCOPE_OPTS", oneCarrier), mode);
    prepare();
    set("k", MIB);
    AtomicBoolean enough = new AtomicBoolean();
    List<Future<?>> takers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        RawConnection taker = connect();
        takers.add(threads.submit(() -> takeUntil(enough, taker)));
      }
      try {
        assertOthersAreServed();
      } finally {
        enough.set(true);
      }
    }
    for (Future<?> taker : takers) {
      taker.get();
    }
  }

  /// A lone carrier, as the JDK has on one processor, belongs to the handler that computes: to one
  /// that is done before the others lose patience, or else to one that computes on and on.
  @Test
  void servesOthersBesideAHandlerThatComputesOnOneProcessor() throws Exception {
    server = ServerProcess.muxscope(Map.of("MUXSCOPE_OPTS", "-XX:ActiveProcessorCount=1"), mode);
    prepare();
    boolean othersWait = mode == Mode.SELECT || mode == Mode.SELECT_VTHREADS;
    RawConnection computes = connect();
    computes.send("LAB.SPIN " + (othersWait ? 500_000 : 10_000_000) + "\\r\\n");
    Thread.sleep(100);
    RawConnection other = connect();
    other.send("PING\\r\\n");
    other.expect("+PONG\\r\\n");
    assertEquals(othersWait, computes.hasArrived());
  }

  private void assertOthersAreServed() throws IOException, InterruptedException {
    Thread.sleep(1000);
    for (int i = 0; i < 5; i++) {
      RawConnection other = connect();
      other.send("PING\\r\\n");
      other.expect("+PONG\\r\\n");
    }
  }

  private static Void takeUntil(AtomicBoolean enough, RawConnection taker) throws IOException {
    while (!enough.get()) {
      taker.send("GET k\\r\\n");
      taker.skip(MIB + ("$" + MIB + "\r\n\r\n").length());
    }
    return null;
  }

  @Override
  void start(String... options) throws IOException, InterruptedException {
    super.start(options);
    prepare();
  }

  /// Has the server open what it opens once, and leaves one connection.
  private void prepare() throws IOException {
    gauge = new ProcessGauge(server.pid());
    first = connect();
    for (int i = 0; i < 20; i++) {
      first.send("INFO\\r\\nECHO done\\r\\n");
      first.readUntil(Escapes.bytes("$4\r\ndone\r\n"));
    }
  }

  private void set(String key, int bytes) throws IOException {
    set(first, key, bytes);
  }

  /// Nobody but the first one is there, accepted or not yet.
  private void awaitCalm() throws IOException, InterruptedException {
    Await.until(this::isCalm);
    assertEquals(0, ProcessGauge.closeWaits(server.port()), "sockets in CLOSE_WAIT");
    assertEquals(1, info("connected_clients"));
  }

  private boolean isCalm() throws IOException {
    return ProcessGauge.closeWaits(server.port()) == 0 && info("connected_clients") == 1;
  }

  private static void awaitGauge(Gauge gauge, int most, String what)
      throws IOException, InterruptedException {
    Await.until(() -> gauge.read() <= most);
    int left = gauge.read();
    assertTrue(left <= most, () -> left + " " + what + " instead of " + most);
  }

  @FunctionalInterface
  private interface Gauge {
    int read() throws IOException;
  }

  /// By the client that is there anyway: another one would have descriptors of its own.
  @Override
  long info(String name) throws IOException {
    first.send("INFO\\r\\nECHO done\\r\\n");
    String text = first.readUntil(Escapes.bytes("$4\r\ndone\r\n")).latin1();
    return number(text, name);
  }
}
