package dev.muxscope.select;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.server.Dispatch;
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
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// However requests are dispatched, the server behaves the same.
@Timeout(60)
@ParameterizedClass
@ValueSource(strings = {"inline", "vthreads", "auto", "pool:2"})
class SelectServerTest {

  private static final int MIB = 1 << 20;
  private static final String LARGE = "x".repeat(MIB);
  private static final String LARGE_REPLY = "$" + MIB + "\r\n" + LARGE + "\r\n";

  /// A grace that no test waits for to end.
  private static final Duration LONG = Duration.ofHours(1);

  /// More of them than the kernel takes for a client that does not read.
  private static final int MANY = 32;

  /// More than a loop serves at a time.
  private static final int MANY_CONNECTIONS = 150;

  private PipedOutputStream console = new PipedOutputStream();
  private final List<RawClient> clients = new ArrayList<>();
  private final Dispatch dispatch;
  private Server server;
  private RunningServer running;

  SelectServerTest(String dispatch) throws IOException {
    this.dispatch = Dispatch.of(dispatch);
    this.server = server(LONG, 1);
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

  @Test
  void keepsConnectionsApartWhenBothAreAmidARequest() throws IOException {
    RawClient first = connect().send("*2\r\n$4\r\nECHO\r\n$5\r\nfi");
    RawClient second = connect().send("*2\r\n$4\r\nECHO\r\n$6\r\nsec");
    connect().send("PING\r\n").expect("+PONG\r\n");
    second.send("ond\r\n").expect("$6\r\nsecond\r\n");
    first.send("rst\r\n").expect("$5\r\nfirst\r\n");
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
  void sendsLargeRepliesToAClientThatReadsSlowlyAndIsIdleAfterwards() throws Exception {
    RawClient slow = connect().send(array("SET", "k", LARGE));
    slow.expect("+OK\r\n");
    slow.send("GET k\r\n".repeat(MANY));
    await(() -> server.counters().partialWrites.sum() > 0);
    connect().send("PING\r\n").expect("+PONG\r\n");
    assertIdle();
    slow.expect(LARGE_REPLY.repeat(MANY));
    // OP_WRITE left set would make every select return at once.
    assertIdle();
    slow.send("PING\r\n").expect("+PONG\r\n");
  }

  /// Its replies may wait for the client for long.
  @Test
  void keepsNoInputOfAConnectionThatIsToBeClosed() throws Exception {
    RawClient slow = connect().send(array("SET", "k", "x".repeat(100_000)));
    slow.expect("+OK\r\n");
    while (server.counters().partialWrites.sum() == 0) {
      long before = server.counters().requests();
      slow.send("GET k\r\n");
      await(() -> server.counters().requests() > before);
    }
    Session session = server.sessions().iterator().next();
    slow.send(array("DEL", LARGE) + "QUIT\r\n");
    await(() -> session.lastCommand().equals("quit"));
    await(() -> session.inputBytes() == 0);
    assertTrue(session.unsentBytes() > 0, "it is closed too early");
  }

  @Test
  void takesUpNoMoreRequestsOfAClientThatDoesNotRead() throws Exception {
    RawClient slow = connect().send(array("SET", "k", LARGE));
    slow.expect("+OK\r\n");
    // The limit of one MiB is passed as soon as the kernel takes no more.
    slow.send("GET k\r\n".repeat(3 * MANY));
    await(() -> server.counters().partialWrites.sum() > 0);
    assertIdle();
    assertTrue(server.counters().requests() < 3 * MANY, "some must wait");
    for (int i = 0; i < 3 * MANY; i++) {
      slow.expect(LARGE_REPLY);
    }
    slow.send("PING\r\n").expect("+PONG\r\n");
  }

  @Test
  void sendsAllRepliesAfterTheClientHasEndedItsOutput() throws Exception {
    RawClient client = connect().send(array("SET", "k", LARGE));
    client.expect("+OK\r\n");
    client.send("GET k\r\n".repeat(MANY) + "*1\r\n$4\r\nPI");
    client.endOutput();
    await(() -> server.counters().partialWrites.sum() > 0);
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
    await(() -> server.counters().partialWrites.sum() > 0);
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
  void closesAConnectionThatAnotherOneKills() throws Exception {
    restart(LONG, 2);
    List<RawClient> victims = List.of(connect(), connect());
    victims.get(0).send("CLIENT ID\r\n").expect(":1\r\n");
    victims.get(1).send("CLIENT ID\r\n").expect(":2\r\n");
    RawClient killer = connect();
    killer.send("CLIENT KILL TYPE normal\r\n").expect(":2\r\n");
    victims.get(0).expectEnd();
    victims.get(1).expectEnd();
    await(() -> server.connections() == 1);
    killer.send("PING\r\n").expect("+PONG\r\n");
  }

  @Test
  void answersManyThatAreReadyAtOnce() throws Exception {
    assumeTrue(dispatch instanceof Dispatch.Inline, "the loop must wait");
    RawClient asker = connect();
    List<RawClient> others = new ArrayList<>();
    while (clients.size() < MANY_CONNECTIONS) {
      RawClient other = connect().send("PING\r\n");
      other.expect("+PONG\r\n");
      others.add(other);
    }
    asker.send("LAB.ASK may they?\r\n");
    await(() -> server.sessions().stream().anyMatch(s -> s.lastCommand().equals("lab.ask")));
    for (RawClient each : others) {
      each.send("PING\r\n");
    }
    type("yes\n");
    asker.expect("+yes\r\n");
    for (RawClient each : others) {
      each.expect("+PONG\r\n");
    }
  }

  @Test
  void sharesConnectionsAmongItsLoops() throws Exception {
    assumeTrue(dispatch instanceof Dispatch.Inline, "a loop must wait");
    restart(LONG, 3);
    List<RawClient> all = List.of(connect(), connect(), connect(), connect());
    RawClient asker = all.getFirst().send("LAB.ASK who else is there?\r\n");
    all.get(1).send("PING\r\n").expect("+PONG\r\n");
    all.get(2).send("PING\r\n").expect("+PONG\r\n");
    // The fourth has the first one's loop, which waits for the operator.
    all.get(3).send("PING\r\n");
    // The other loops go round meanwhile: one of them would have answered it.
    all.get(1).send("PING\r\n").expect("+PONG\r\n");
    all.get(2).send("PING\r\n").expect("+PONG\r\n");
    assertTrue(asker.hasNothingToRead() && all.get(3).hasNothingToRead());
    type("nobody\n");
    asker.expect("+nobody\r\n");
    all.get(3).expect("+PONG\r\n");
  }

  @Test
  void answersWhatHasArrivedWholeWhenItStops() throws Exception {
    assumeTrue(dispatch instanceof Dispatch.Inline, "the loop must wait");
    // With the beginning that is kept, one read cannot take all the rest.
    String text = "x".repeat(30_000);
    RawClient other = connect().send("*2\r\n$4\r\nECHO\r\n$30000\r\n" + text);
    await(() -> server.sessions().stream().anyMatch(s -> s.bytesRead() > text.length()));
    RawClient asker = connect().send("LAB.ASK stop?\r\n");
    await(() -> server.sessions().stream().anyMatch(s -> s.lastCommand().equals("lab.ask")));
    // The loop waits for the operator while this arrives.
    other.send("\r\n" + "PING\r\n".repeat(9000) + "*1\r\n$4\r\nPI");
    Thread stopper = Thread.ofPlatform().start(this::close);
    await(() -> stopper.getState() == Thread.State.TIMED_WAITING);
    type("yes\n");
    asker.expect("+yes\r\n");
    asker.expectEnd();
    other.expect("$30000\r\n" + text + "\r\n" + "+PONG\r\n".repeat(9000));
    other.expectEnd();
    assertTrue(joined(stopper));
    assertEquals(0, server.connections());
  }

  @Test
  void stopsInTimeThoughAClientDoesNotRead() throws Exception {
    restart(Duration.ofMillis(200), 1);
    RawClient slow = connect().send(array("SET", "k", LARGE));
    slow.expect("+OK\r\n");
    slow.send("GET k\r\n".repeat(MANY));
    await(() -> server.counters().partialWrites.sum() > 0);
    running.close();
    await(() -> server.connections() == 0);
  }

  @Test
  void answersWhatWaitsForAClientToReadWhenItStops() throws Exception {
    restart(LONG, 1);
    RawClient slow = connect().send(array("SET", "k", LARGE));
    slow.expect("+OK\r\n");
    slow.send("GET k\r\n".repeat(3 * MANY));
    await(() -> server.counters().partialWrites.sum() > 0);
    assertIdle();
    assertTrue(server.counters().requests() < 3 * MANY, "some must wait");
    Thread stopper = Thread.ofPlatform().start(this::close);
    await(() -> stopper.getState() == Thread.State.TIMED_WAITING);
    for (int i = 0; i < 3 * MANY; i++) {
      slow.expect(LARGE_REPLY);
    }
    slow.expectEnd();
    assertTrue(joined(stopper));
  }

  /// The first loop, which accepts, is held between its handlers when the second one has ended.
  @Test
  void closesAConnectionWhoseLoopHasEnded() throws Exception {
    assumeTrue(dispatch instanceof Dispatch.Inline, "a loop must be held");
    restart(LONG, 2);
    RawClient asker = connect().send("CLIENT ID\r\n");
    asker.expect(":1\r\n");
    connect().send("CLIENT ID\r\n").expect(":2\r\n");
    RawClient next = connect().send("CLIENT ID\r\n");
    next.expect(":3\r\n");
    asker.send("LAB.ASK first?\r\n");
    await(() -> hasAsked(1));
    next.send("LAB.ASK second?\r\n");
    RawClient late = connect();
    type("yes\n");
    await(() -> hasAsked(3));
    Thread stopper = Thread.ofPlatform().start(this::close);
    await(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(this::isSecondLoop));
    type("yes\n");
    late.expectEnd();
    assertTrue(joined(stopper));
    assertEquals(0, server.connections());
  }

  private boolean hasAsked(long id) {
    return server.sessions().stream()
        .anyMatch(s -> s.id() == id && s.lastCommand().equals("lab.ask"));
  }

  private boolean isSecondLoop(Thread thread) {
    return thread.getName().equals("mux-loop-1");
  }

  @Test
  void stopsInTimeThoughAHandlerHoldsTheLoop() throws Exception {
    assumeTrue(dispatch instanceof Dispatch.Inline, "the loop must be held");
    running.close();
    server = server(Duration.ofMillis(200), 1);
    SelectServer held = SelectServer.start(server);
    running = held;
    connect().send("LAB.ASK whoever answers?\r\n");
    await(() -> server.sessions().stream().anyMatch(s -> s.lastCommand().equals("lab.ask")));
    // It waits for the loop, once that is interrupted, until it has ended.
    held.close(Duration.ofDays(1));
    assertEquals(0, server.connections());
  }

  @Test
  void stopsTwiceWithoutHarm() throws IOException {
    running.close();
    running.close();
  }

  /// Few selects, where a socket that is ready for ever would cause tens of thousands.
  private void assertIdle() throws InterruptedException {
    long before = server.counters().selects.sum();
    Thread.sleep(300);
    long selects = server.counters().selects.sum() - before;
    assertTrue(selects < 50, selects + " selects");
  }

  private void restart(Duration grace, int loops) throws IOException {
    running.close();
    server = server(grace, loops);
    running = start();
  }

  private Server server(Duration grace, int loops) throws IOException {
    var options =
        ServerOptions.defaults()
            .withPort(0)
            .with(Limit.PAUSE_BYTES, MIB)
            .withEventLoops(loops)
            .withDispatch(dispatch)
            .withGrace(grace)
            .withOperator(true);
    console = new PipedOutputStream();
    var operator =
        new Operator(
            new PipedInputStream(console), new PrintStream(OutputStream.nullOutputStream()));
    return new Server("select", options, List.of(), Optional.of(operator));
  }

  private RunningServer start() throws IOException {
    return new SelectEngine().start("select", server);
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
