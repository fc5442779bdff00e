package dev.muxscope.vthreads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.Pushes;
import dev.muxscope.common.command.Session;
import dev.muxscope.common.server.Limit;
import dev.muxscope.common.server.Operator;
import dev.muxscope.common.server.RunningServer;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Both modes behave the same.
@Timeout(60)
@ParameterizedClass
@ValueSource(strings = {"vthreads", "threads"})
class BlockingServerTest {

  private static final int MIB = 1 << 20;
  private static final String LARGE = "x".repeat(MIB);
  private static final String LARGE_REPLY = "$" + MIB + "\r\n" + LARGE + "\r\n";
  private static final String CONFIRMATION = "*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n";
  private static final String LARGE_MESSAGE = "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n" + LARGE_REPLY;

  /// A grace that no test waits for to end.
  private static final Duration LONG = Duration.ofHours(1);

  /// More of them than the kernel takes for a client that does not read.
  private static final int MANY = 32;

  /// More than the test may take.
  private static final int LONG_MILLIS = 600_000;

  private PipedOutputStream console = new PipedOutputStream();
  private final List<RawClient> clients = new ArrayList<>();
  private final String mode;
  private Server server;
  private RunningServer running;

  BlockingServerTest(String mode) throws IOException {
    this.mode = mode;
    this.server = server(LONG);
    this.running = start();
  }

  @AfterEach
  void stop() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    // Or a handler that still asks would hold the server.
    console.close();
    running.close();
  }

  @Test
  void answersPipelinesInOrder() throws IOException {
    var requests = new StringBuilder();
    var replies = new StringBuilder();
    for (int i = 10_000; i < 20_000; i++) {
      requests.append("ECHO ").append(i).append("\r\n");
      replies.append("$5\r\n").append(i).append("\r\n");
    }
    RawClient client = connect();
    Thread sender = Thread.ofVirtual().start(() -> send(client, requests.toString()));
    client.expect(replies.toString());
    assertTrue(joined(sender));
    assertEquals(10_000, server.counters().requests());
  }

  /// What is read at once ends amid a request that is longer than the connection's own buffer.
  @Test
  void answersPipelinesOfRequestsThatOverflowTheInput() throws IOException {
    String value = "x".repeat(5000);
    String requests = (array("SET", "k", value) + array("STRLEN", "k")).repeat(100);
    RawClient client = connect();
    Thread sender = Thread.ofVirtual().start(() -> send(client, requests));
    client.expect("+OK\r\n:5000\r\n".repeat(100));
    assertTrue(joined(sender));
    client.send(array("GET", "k")).expect("$5000\r\n" + value + "\r\n");
  }

  @Test
  void keepsConnectionsApartWhenBothAreAmidARequest() throws IOException {
    RawClient first = connect().send("*2\r\n$4\r\nECHO\r\n$5\r\nfi");
    RawClient second = connect().send("*2\r\n$4\r\nECHO\r\n$6\r\nsec");
    connect().send("PING\r\n").expect("+PONG\r\n");
    second.send("ond\r\n").expect("$6\r\nsecond\r\n");
    first.send("rst\r\n").expect("$5\r\nfirst\r\n");
  }

  @Test
  void sendsLargeRepliesToAClientThatReadsSlowlyAndHoldsNobodyElse() throws Exception {
    RawClient slow = connect().send(array("SET", "k", LARGE));
    slow.expect("+OK\r\n");
    slow.send("GET k\r\n".repeat(MANY));
    awaitBlockedWrite();
    connect().send("PING\r\n").expect("+PONG\r\n");
    slow.expect(LARGE_REPLY.repeat(MANY));
    slow.send("PING\r\n").expect("+PONG\r\n");
  }

  /// Its buffer stays until the client has read the last of it.
  @Test
  void countsTheWholeBufferOfALargeReply() throws Exception {
    RawClient slow = connect().send(array("SET", "k", LARGE));
    slow.expect("+OK\r\n");
    slow.send("MGET" + " k".repeat(MANY) + "\r\n");
    await(() -> server.buffers().total() >= MANY * MIB);
    slow.expect("*" + MANY + "\r\n" + LARGE_REPLY.repeat(MANY));
    // If another thread reads ahead, that ends with the first bytes that the connection's own waits
    // for.
    do {
      slow.send("PING\r\n").expect("+PONG\r\n");
      Thread.sleep(10);
    } while (server.buffers().total() > 0);
  }

  /// Once the client reads, the connection's own thread goes on.
  @Test
  void answersASlowReaderThoughNoThreadReadsAhead() throws Exception {
    var asked = new AtomicInteger();
    running.close();
    server = server(LONG);
    running = startWith(task -> asked.incrementAndGet() == 1 ? new Thread(task) : unable());
    RawClient slow = connect().send(array("SET", "k", LARGE));
    slow.expect("+OK\r\n");
    slow.send("GET k\r\n".repeat(MANY));
    await(() -> asked.get() > 1);
    slow.expect(LARGE_REPLY.repeat(MANY));
    slow.send("PING\r\n").expect("+PONG\r\n");
  }

  /// As where the system gives no more threads.
  private static Thread unable() {
    return new Thread() {
      @Override
      public void start() {
        throw new OutOfMemoryError("as expected by the test");
      }
    };
  }

  @Test
  void closesAConnectionThatAnotherOneKills() throws Exception {
    RawClient waiting = connect().send("CLIENT ID\r\n");
    waiting.expect(":1\r\n");
    RawClient writing = connect().send(array("SET", "k", LARGE));
    writing.expect("+OK\r\n");
    writing.send("GET k\r\n".repeat(MANY));
    awaitBlockedWrite();
    RawClient killer = connect();
    killer.send("CLIENT KILL TYPE normal\r\n").expect(":2\r\n");
    waiting.expectEnd();
    await(() -> server.connections() == 1);
    killer.send("PING\r\n").expect("+PONG\r\n");
  }

  /// The connection's thread waits to answer while another one is stuck with a message.
  @Test
  void saysWhyAMessageWasNotDelivered() throws Exception {
    RawClient subscriber = subscribe();
    Session session = server.sessions().iterator().next();
    publishMuch();
    awaitBlockedDelivery(session);
    long read = session.bytesRead();
    subscriber.send("PING\r\n");
    await(() -> session.bytesRead() > read);
    subscriber.reset();
    await(() -> server.connections() == 1);
    assertEquals("failed: ", session.disconnectReason().replaceFirst("(?<=: ).*", ""));
  }

  /// Or a subscriber would be closed for what it has taken.
  @Test
  void countsOfAMessageWhatIsNotSent() throws Exception {
    RawClient subscriber = subscribe();
    Session session = server.sessions().iterator().next();
    publishMuch();
    awaitBlockedDelivery(session);
    long all = CONFIRMATION.length() + MANY / 2 * (long) LARGE_MESSAGE.length();
    await(() -> session.pushes().bytes() == all - session.bytesWritten());
    subscriber.expect(LARGE_MESSAGE.repeat(MANY / 2));
    await(() -> session.pushes().bytes() == 0);
  }

  /// The only client so far; what is published from now on is no more sent with the confirmation.
  private RawClient subscribe() throws Exception {
    RawClient subscriber = connect().send("SUBSCRIBE c\r\n");
    subscriber.expect(CONFIRMATION);
    Session session = server.sessions().iterator().next();
    await(() -> !session.executing());
    return subscriber;
  }

  /// More messages than the kernel takes for a client that does not read.
  private void publishMuch() throws IOException {
    RawClient publisher = connect();
    for (int i = 0; i < MANY / 2; i++) {
      publisher.send(array("PUBLISH", "c", LARGE)).expect(":1\r\n");
    }
  }

  @Test
  void answersOthersWhileOneWaitsForTheOperator() throws Exception {
    RawClient asker = connect().send("LAB.ASK who else is there?\r\n");
    await(() -> isAsking());
    connect().send("PING\r\n").expect("+PONG\r\n");
    assertTrue(asker.hasNothingToRead());
    type("nobody\n");
    asker.expect("+nobody\r\n");
  }

  @Test
  void answersWhatHasArrivedWholeWhenItStops() throws Exception {
    RawClient idle = connect().send("PING\r\n");
    idle.expect("+PONG\r\n");
    RawClient asker = connect().send("LAB.ASK stop?\r\n");
    await(() -> isAsking());
    // Its thread waits for the operator while this arrives.
    asker.send("PING\r\n".repeat(9000) + "*1\r\n$4\r\nPI");
    Thread stopper = Thread.ofPlatform().start(this::close);
    idle.expectEnd();
    type("yes\n");
    asker.expect("+yes\r\n" + "+PONG\r\n".repeat(9000));
    asker.expectEnd();
    assertTrue(joined(stopper));
    assertEquals(0, server.connections());
  }

  @Test
  void takesALongRequestInPieces() throws IOException {
    String value = "0123456789".repeat(MIB / 2);
    String wire = array("SET", "k", value) + "PING\r\n" + array("GET", "k");
    RawClient client = connect();
    for (int from = 0; from < wire.length(); from += 100_000) {
      client.send(wire.substring(from, Math.min(from + 100_000, wire.length())));
    }
    client.expect("+OK\r\n+PONG\r\n$" + value.length() + "\r\n" + value + "\r\n");
  }

  @Test
  void sendsAllRepliesAfterTheClientHasEndedItsOutput() throws Exception {
    RawClient client = connect().send(array("SET", "k", LARGE));
    client.expect("+OK\r\n");
    client.send("GET k\r\n".repeat(MANY) + "*1\r\n$4\r\nPI");
    client.endOutput();
    awaitBlockedWrite();
    assertIdle();
    client.expect(LARGE_REPLY.repeat(MANY));
    client.expectEnd();
    await(() -> server.connections() == 0);
  }

  @Test
  void isIdleAfterClientsHaveGone() throws Exception {
    connect().send("PING\r\n").expect("+PONG\r\n");
    connect().endOutput();
    clients.getFirst().close();
    await(() -> server.connections() == 0);
    assertIdle();
  }

  @Test
  void isIdleAfterClientsHaveCrashed() throws Exception {
    connect().send("*1\r\n$4\r\nPI").reset();
    RawClient slow = connect().send(array("SET", "k", LARGE));
    slow.expect("+OK\r\n");
    slow.send("GET k\r\n".repeat(MANY));
    awaitBlockedWrite();
    slow.reset();
    await(() -> server.connections() == 0);
    assertIdle();
  }

  @Test
  void forgetsWhatAConnectionThatHasGoneLeftUnfinished() throws Exception {
    connect().send("*2\r\n$4\r\nECHO\r\n$5\r\nab").close();
    await(() -> server.connections() == 0);
    connect().send("PING\r\n").expect("+PONG\r\n");
  }

  @Test
  void answersAndClosesAfterBytesThatAreNoRequest() throws IOException {
    RawClient client = connect().send("PING\r\n*x\r\n");
    client.expect("+PONG\r\n-ERR Protocol error: invalid multibulk length\r\n");
    client.expectEnd();
  }

  @Test
  void closesWithoutAResetThoughMoreHasArrivedThanItReads() throws IOException {
    RawClient client = connect().send("*x\r\n" + "x".repeat(2000));
    client.expect("-ERR Protocol error: invalid multibulk length\r\n");
    client.expectEnd();
  }

  @Test
  void stopsInTimeThoughAClientDoesNotRead() throws Exception {
    restart(Duration.ofMillis(200));
    RawClient slow = connect().send(array("SET", "k", LARGE));
    slow.expect("+OK\r\n");
    slow.send("GET k\r\n".repeat(MANY));
    awaitBlockedWrite();
    running.close();
    await(() -> server.connections() == 0);
  }

  @Test
  void interruptsAHandlerThatTakesLongerThanTheGrace() throws Exception {
    restart(Duration.ofMillis(50));
    connect().send("LAB.SLEEP " + LONG_MILLIS + "\r\n");
    await(() -> isExecuting("lab.sleep"));
    running.close();
    await(() -> server.connections() == 0);
  }

  @Test
  void stopsTwiceWithoutHarm() throws IOException {
    running.close();
    running.close();
  }

  /// Few reads, where a thread that finds its socket ready for ever would issue very many.
  private void assertIdle() throws InterruptedException {
    long before = server.counters().reads.sum();
    Thread.sleep(100);
    long reads = server.counters().reads.sum() - before;
    assertTrue(reads < 20, reads + " reads");
  }

  /// A message is being sent, and the kernel takes no more of it.
  private static void awaitBlockedDelivery(Session session) throws InterruptedException {
    long written;
    do {
      written = session.bytesWritten();
      Thread.sleep(50);
    } while (session.bytesWritten() > written || !isDelivering(session.pushes()));
  }

  /// Whether there are more bytes than those of the messages that wait.
  private static boolean isDelivering(Pushes pushes) {
    return pushes.bytes() > (long) pushes.waiting() * LARGE_MESSAGE.length();
  }

  /// The kernel has taken replies, and takes no more.
  private void awaitBlockedWrite() throws InterruptedException {
    long before;
    do {
      before = server.counters().requests();
      Thread.sleep(50);
    } while (server.counters().requests() > before || before < 2 || server.buffers().total() == 0);
  }

  private boolean isAsking() {
    return isExecuting("lab.ask");
  }

  private boolean isExecuting(String command) {
    return server.sessions().stream().anyMatch(s -> s.lastCommand().equals(command));
  }

  private void restart(Duration grace) throws IOException {
    running.close();
    server = server(grace);
    running = start();
  }

  private Server server(Duration grace) throws IOException {
    var options =
        ServerOptions.defaults()
            .withPort(0)
            .with(Limit.PAUSE_BYTES, MIB)
            .with(Limit.SLEEP_TIME, LONG_MILLIS)
            .withGrace(grace)
            .withOperator(true);
    console = new PipedOutputStream();
    var operator =
        new Operator(
            new PipedInputStream(console), new PrintStream(OutputStream.nullOutputStream()));
    return new Server(mode, options, List.of(), Optional.of(operator));
  }

  private RunningServer start() throws IOException {
    return new BlockingEngine().start(mode, server);
  }

  private RunningServer startWith(ThreadFactory threads) throws IOException {
    return BlockingServer.start(server, new ThreadKind(threads, 0, false));
  }

  private RawClient connect() throws IOException {
    var client = new RawClient(running);
    clients.add(client);
    return client;
  }

  private void type(String text) throws IOException {
    console.write(text.getBytes(UTF_8));
    console.flush();
  }

  private void close() {
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(RawClient client, String text) {
    try {
      client.send(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String array(String... arguments) {
    var wire = new StringBuilder("*" + arguments.length + "\r\n");
    for (String each : arguments) {
      wire.append('$').append(each.length()).append("\r\n").append(each).append("\r\n");
    }
    return wire.toString();
  }

  private static boolean joined(Thread thread) {
    try {
      return thread.join(Duration.ofSeconds(20));
    } catch (InterruptedException _) {
      return false;
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }
}
