package dev.muxscope.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.Command;
import dev.muxscope.common.command.Command.Flag;
import dev.muxscope.common.command.CommandSet;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.command.Store;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.Request;
import dev.muxscope.common.server.Dispatch;
import dev.muxscope.common.server.Limit;
import dev.muxscope.common.server.RunningServer;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What is true only where another thread executes what may block.
@Timeout(60)
@ParameterizedClass
@ValueSource(strings = {"vthreads", "auto", "pool:4"})
class HandOverTest {

  private static final int MIB = 1 << 20;
  private static final String FAILED = "-ERR internal error in 'fail': java.lang.IllegalState";

  private final Dispatch dispatch;
  private final Gate gate = new Gate();
  private final List<RawClient> clients = new ArrayList<>();
  private Server server;
  private RunningServer running;

  HandOverTest(String dispatch) throws IOException {
    this.dispatch = Dispatch.of(dispatch);
    this.server = server(Duration.ofSeconds(10), 1);
    this.running = new SelectEngine().start("select", server);
  }

  @AfterEach
  void stop() throws IOException {
    gate.open(1000);
    for (RawClient client : clients) {
      client.close();
    }
    running.close();
    assertEquals(0, server.connections());
  }

  @Test
  void executesEachRequestWhereItIsToldTo() throws IOException {
    String worker = dispatch instanceof Dispatch.Pool ? "mux-worker-" : "mux-handler-";
    String usual = dispatch instanceof Dispatch.Auto ? "mux-loop-" : worker;
    RawClient client = connect();
    assertEquals(usual, thread(client.send("WHERE\r\n")));
    assertEquals(worker, thread(client.send("WHERE.BLOCKING\r\n")));
    assertEquals(usual, thread(client.send("WHERE\r\n")));
  }

  @Test
  void handsOverAGroupOfWhichASubcommandMayBlockAndCountsWhoWaitsForIt() throws Exception {
    RawClient slow = connect().send("DB QUERY\r\n");
    gate.awaitWaiting(1);
    RawClient other = connect();
    assertEquals("1", blockedClients(other));
    gate.open(1);
    slow.expect("+OK\r\n");
    await(() -> "0".equals(blockedClients(other)));
  }

  private static String blockedClients(RawClient client) {
    try {
      String line = client.send("INFO clients\r\n").line();
      String found = "";
      while (!line.isEmpty()) {
        found = line.startsWith("blocked_clients:") ? line.split(":")[1] : found;
        line = client.line();
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void executesAllInlineWhereItIsToldTo() throws IOException {
    running.close();
    server = server(new Dispatch.Inline(), Duration.ofSeconds(5), 1);
    running = new SelectEngine().start("select", server);
    RawClient client = connect();
    assertEquals("mux-loop-", thread(client.send("WHERE\r\n")));
    assertEquals("mux-loop-", thread(client.send("WHERE.BLOCKING\r\n")));
  }

  @Test
  void keepsTheOrderOfRepliesWhenSomeRequestsBlock() throws IOException {
    var requests = new StringBuilder();
    var replies = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      requests.append("PING\r\nLAB.SLEEP 1\r\nECHO ").append(i).append("\r\nLAB.SLEEP x\r\n");
      replies.append("+PONG\r\n+OK\r\n$").append(String.valueOf(i).length()).append("\r\n");
      replies.append(i).append("\r\n-ERR value is not an integer or out of range\r\n");
    }
    connect().send(requests.toString()).expect(replies.toString());
    assertEquals(800, server.counters().requests());
  }

  @Test
  void sendsWhatIsThereBeforeARequestThatBlocks() throws IOException {
    RawClient client = connect().send("PING\r\nGATE\r\nPING\r\nGATE\r\n");
    client.expect("+PONG\r\n");
    gate.open(1);
    client.expect("+OK\r\n+PONG\r\n");
    gate.open(1);
    client.expect("+OK\r\n");
  }

  @Test
  void servesOthersWhileAHandlerBlocks() throws IOException {
    RawClient slow = connect().send("GATE\r\n");
    RawClient other = connect();
    for (int i = 0; i < 100; i++) {
      other.send("PING\r\n").expect("+PONG\r\n");
    }
    assertTrue(slow.hasNothingToRead());
    gate.open(1);
    slow.expect("+OK\r\n");
  }

  @Test
  void readsNothingMoreWhileItExecutesAndDoesNotSpin() throws Exception {
    RawClient client = connect().send("GATE\r\n");
    gate.awaitWaiting(1);
    // A loop adds to the counters at the end of its turn, when the handler may run already.
    long read = "GATE\r\n".length();
    await(() -> server.counters().bytesRead.sum() == read);
    client.send("PING\r\n".repeat(1000));
    assertIdle();
    assertEquals(read, server.counters().bytesRead.sum());
    gate.open(1);
    client.expect("+OK\r\n" + "+PONG\r\n".repeat(1000));
    assertIdle();
  }

  @Test
  void noticesAfterwardsThatAClientHasGoneMeanwhileAndDoesNotSpin() throws Exception {
    RawClient gone = connect().send("GATE\r\n");
    RawClient crashed = connect().send("GATE\r\n");
    gate.awaitWaiting(2);
    gone.close();
    crashed.reset();
    assertIdle();
    gate.open(2);
    await(() -> server.connections() == 0);
    assertIdle();
  }

  @Test
  void answersAClientThatHasEndedItsOutputMeanwhile() throws Exception {
    RawClient client = connect().send("GATE\r\nPING\r\n*1\r\n$4\r\nPI");
    gate.awaitWaiting(1);
    client.endOutput();
    gate.open(1);
    client.expect("+OK\r\n+PONG\r\n");
    client.expectEnd();
  }

  @Test
  void letsAConnectionGoAtOnceThatIsKilledWhileItExecutes() throws Exception {
    RawClient victim = connect().send("GATE\r\nPING\r\n");
    gate.awaitWaiting(1);
    RawClient killer = connect().send("CLIENT KILL TYPE normal\r\n");
    killer.expect(":1\r\n");
    victim.expectEnd();
    await(() -> server.connections() == 1);
    gate.open(1);
    // Its batch comes back after this, or before: nobody must be let go twice.
    killer.send("PING\r\n").expect("+PONG\r\n");
    await(() -> gate.passed() == 1);
    killer.send("LAB.SLEEP 1\r\n").expect("+OK\r\n");
    assertEquals(1, server.connections());
  }

  @Test
  void answersAndClosesAConnectionThatKillsItselfOrQuitsOrSendsBadBytes() throws IOException {
    RawClient suicide = connect().send("LAB.SLEEP 1\r\nCLIENT KILL SKIPME no TYPE normal\r\n");
    suicide.expect("+OK\r\n:1\r\n");
    suicide.expectEnd();
    RawClient quitter = connect().send("LAB.SLEEP 1\r\nQUIT\r\nPING\r\n");
    quitter.expect("+OK\r\n+OK\r\n");
    quitter.expectEnd();
    RawClient liar = connect().send("LAB.SLEEP 1\r\n*x\r\n");
    liar.expect("+OK\r\n-ERR Protocol error: invalid multibulk length\r\n");
    liar.expectEnd();
  }

  @Test
  void losesNoReplyWhenItStopsWhileRequestsAreExecuted() throws Exception {
    RawClient client = connect().send("PING\r\nGATE\r\nPING\r\nGATE\r\nPING\r\n");
    client.expect("+PONG\r\n");
    gate.awaitWaiting(1);
    client.send("ECHO late\r\nGATE\r\n*1\r\n$4\r\nPI");
    Thread stopper = Thread.ofPlatform().start(this::close);
    await(() -> stopper.getState() == Thread.State.TIMED_WAITING);
    gate.open(3);
    client.expect("+OK\r\n+PONG\r\n+OK\r\n+PONG\r\n$4\r\nlate\r\n+OK\r\n");
    client.expectEnd();
    stopper.join();
  }

  @Test
  void stopsInTimeThoughAHandlerDoesNotEndAndInterruptsIt() throws Exception {
    restart(Duration.ofMillis(200), 1);
    RawClient client = connect().send("GATE\r\n");
    gate.awaitWaiting(1);
    running.close();
    client.expectEnd();
    assertEquals(0, server.connections());
    await(() -> gate.interrupted() == 1);
  }

  /// The first one ends its handler only once the second one was interrupted, which a server that
  /// waited for each in turn would do a day later.
  @Test
  void interruptsAllLoopsThatAreHeldBeforeItWaitsForAny() throws Exception {
    running.close();
    server = server(new Dispatch.Inline(), Duration.ofMillis(100), 2);
    SelectServer held = SelectServer.start(server);
    running = held;
    RawClient first = connect().send("PING\r\n");
    first.expect("+PONG\r\n");
    RawClient second = connect().send("PING\r\n");
    second.expect("+PONG\r\n");
    first.send("AFTER.INTERRUPT\r\n");
    second.send("GATE\r\n");
    gate.awaitWaiting(2);
    held.close(Duration.ofDays(1));
    assertEquals(0, server.connections());
  }

  @Test
  void answersForAHandlerThatFails() throws IOException {
    RawClient client = connect().send("PING\r\nFAIL\r\nPING\r\n");
    client.expect("+PONG\r\n" + FAILED + "Exception: on purpose\r\n+PONG\r\n");
  }

  @Test
  void answersForAHandlerThatRunsOutOfMemory() throws IOException {
    RawClient client = connect().send("ECHO 1\r\nEXHAUST\r\nPING\r\n");
    client.expect(
        "$1\r\n1\r\n-ERR internal error in 'exhaust': java.lang.OutOfMemoryError: on purpose\r\n"
            + "+PONG\r\n");
  }

  @Test
  void sendsLargeRepliesToAClientThatReadsSlowly() throws Exception {
    String large = "x".repeat(MIB);
    RawClient slow =
        connect().send("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$" + MIB + "\r\n" + large + "\r\n");
    slow.expect("+OK\r\n");
    slow.send("GET k\r\nLAB.SLEEP 0\r\n".repeat(32) + "GATE\r\n");
    await(() -> server.counters().partialWrites.sum() > 0);
    connect().send("PING\r\n").expect("+PONG\r\n");
    assertIdle();
    gate.open(1);
    for (int i = 0; i < 32; i++) {
      slow.expect("$" + MIB + "\r\n" + large + "\r\n+OK\r\n");
    }
    slow.expect("+OK\r\n");
    assertIdle();
  }

  @Test
  void goesOnSendingWhileItExecutes() throws Exception {
    String bulk = "$100000\r\n" + "x".repeat(100_000) + "\r\n";
    RawClient slow = connect().send("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n" + bulk);
    slow.expect("+OK\r\n");
    // What the kernel does not take is less than what stops it.
    int sent = 0;
    for (; server.counters().partialWrites.sum() == 0; sent++) {
      long before = server.counters().requests();
      slow.send("GET k\r\n");
      await(() -> server.counters().requests() > before);
    }
    slow.send("GATE\r\n");
    gate.awaitWaiting(1);
    slow.expect(bulk.repeat(sent));
    assertIdle();
    gate.open(1);
    slow.expect("+OK\r\n");
  }

  @Test
  void answersManyConnectionsAtOnceEachInItsOrder() throws Exception {
    restart(Duration.ofSeconds(10), 2);
    int connections = 40;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        int seed = i;
        all.add(threads.submit(() -> hammer(seed)));
      }
      int sent = 0;
      for (Future<Integer> each : all) {
        sent += each.get();
      }
      assertEquals(sent, server.counters().requests());
    }
  }

  /// Sends random pipelines; returns how many requests.
  private int hammer(int seed) throws IOException {
    var random = new Random(seed);
    int sent = 0;
    try (var client = new RawClient(running)) {
      for (int round = 0; round < 100; round++) {
        var requests = new StringBuilder();
        var replies = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
          sent++;
          if (random.nextInt(8) == 0) {
            requests.append("LAB.SLEEP 0\r\n");
            replies.append("+OK\r\n");
          } else {
            String text = "c" + seed + "r" + round + "i" + i;
            requests.append("ECHO ").append(text).append("\r\n");
            replies.append('$').append(text.length()).append("\r\n").append(text).append("\r\n");
          }
        }
        int cut = random.nextInt(requests.length());
        client.send(requests.substring(0, cut)).send(requests.substring(cut));
        client.expect(replies.toString());
      }
    }
    return sent;
  }

  /// A door that handlers wait before, and other commands that show who executes them.
  private static final class Gate implements CommandSet {

    private final Semaphore passes = new Semaphore(0);
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();

    @Override
    public String group() {
      return "gate";
    }

    @Override
    public List<Command> commands(Store store) {
      return List.of(
          Command.of("gate", 1, "Waits", this::pass).with(Flag.BLOCKING),
          Command.of("after.interrupt", 1, "Waits for another's", this::awaitInterrupt),
          Command.of("where", 1, "Names its thread", Gate::where),
          Command.of("where.blocking", 1, "Likewise", Gate::where).with(Flag.BLOCKING),
          Command.group(
              "db",
              "Has one that blocks",
              List.of(Command.of("db|query", 2, "Waits", this::pass).with(Flag.BLOCKING))),
          Command.of("fail", 1, "Fails", Gate::fail).with(Flag.BLOCKING),
          Command.of("exhaust", 1, "Fails worse", Gate::exhaust));
    }

    void open(int times) {
      passes.release(times);
    }

    int passed() {
      return passed.get();
    }

    int interrupted() {
      return interrupted.get();
    }

    void awaitWaiting(int handlers) throws InterruptedException {
      await(() -> arrived.get() - passed.get() == handlers);
    }

    private void pass(Request request, Session session, ReplyWriter reply)
        throws InterruptedException {
      arrived.incrementAndGet();
      try {
        passes.acquire();
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
        throw e;
      }
      passed.incrementAndGet();
      reply.ok();
    }

    private void awaitInterrupt(Request request, Session session, ReplyWriter reply) {
      arrived.incrementAndGet();
      while (interrupted.get() == 0) {
        park(1);
      }
    }

    private static void park(long millis) {
      long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(end - System.nanoTime());
        // As handlers do that go on.
        Thread.interrupted();
      }
    }

    private static void where(Request request, Session session, ReplyWriter reply) {
      reply.status(Thread.currentThread().getName());
    }

    private static void fail(Request request, Session session, ReplyWriter reply) {
      throw new IllegalStateException("on purpose");
    }

    private static void exhaust(Request request, Session session, ReplyWriter reply) {
      throw new OutOfMemoryError("on purpose");
    }
  }

  /// The beginning of the thread's name that a reply gives.
  private static String thread(RawClient client) throws IOException {
    return client.line().replaceFirst("^\\+", "").replaceFirst("\\d+$", "");
  }

  private void assertIdle() throws InterruptedException {
    long before = server.counters().selects.sum();
    Thread.sleep(200);
    long selects = server.counters().selects.sum() - before;
    assertTrue(selects < 50, selects + " selects");
  }

  private void restart(Duration grace, int loops) throws IOException {
    running.close();
    server = server(grace, loops);
    running = new SelectEngine().start("select", server);
  }

  private Server server(Duration grace, int loops) {
    return server(dispatch, grace, loops);
  }

  private Server server(Dispatch how, Duration grace, int loops) {
    var options =
        ServerOptions.defaults()
            .withPort(0)
            .with(Limit.PAUSE_BYTES, MIB)
            .withEventLoops(loops)
            .withDispatch(how)
            .withGrace(grace);
    return new Server("select", options, List.of(gate), Optional.empty());
  }

  private RawClient connect() throws IOException {
    var client = new RawClient(running);
    clients.add(client);
    return client;
  }

  private void close() {
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }
}
