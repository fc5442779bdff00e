package dev.muxscope.client.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.client.Credentials;
import dev.muxscope.client.HostPort;
import dev.muxscope.client.StubServer;
import dev.muxscope.client.load.LoadEvent.Phase;
import dev.muxscope.client.load.LoadEvent.PhaseBegun;
import dev.muxscope.client.load.LoadResult.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LoadGeneratorTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration WARM_UP = Duration.ofMillis(100);

  /// What is due every 20 ms happens in it, also where the machine stands still for a while.
  private static final Duration AMPLE = Duration.ofSeconds(3);

  @Test
  void sendsExactlyWhatIsDueInAnOpenLoop() throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      LoadResult result = run(options(server, 7, 1000, 1, "PING"));
      assertEquals(300, result.requests());
      assertEquals(Results.NO_ERRORS, result.errors());
      // Each connection is greeted with a PING.
      assertEquals(7 + 400, server.requests());
      assertEquals(7, server.connections());
    }
  }

  @Test
  void sendsWholePipelinesWhenTheyAreDue() throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      LoadResult result = run(options(server, 3, 1000, 10, "PING"));
      assertEquals(300, result.requests());
      assertEquals(3 + 400, server.requests());
    }
  }

  @Test
  void sendsTheRequestItIsGiven() throws IOException, LoadException {
    var expected = List.of("SET", "k", "a b");
    try (var server =
        new StubServer((request, number) ->
            number == 1 || request.equals(expected) ? "$3\r\nyes\r\n" : "-ERR no\r\n")) {
      LoadResult result = run(options(server, 1, 100, 1, "SET k 'a b'"));
      assertEquals(0, result.errors().errorReplies());
      assertEquals(30, result.requests());
    }
  }

  @Test
  void waitsForRepliesInAClosedLoop() throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      LoadResult result = runUntilAnswered(options(server, 3, 0, 4, "PING"), server);
      assertTrue(result.requests() > 0);
      assertEquals(Verdict.VALID, result.verdict(), () -> result.reasons().toString());
      assertEquals(result.responseTime(), result.serviceTime());
      assertEquals(0, (server.requests() - 3) % 4);
    }
  }

  @Test
  void showsAStallOfTheServerInTheResponseTimes() throws IOException, LoadException {
    try (var server =
        new StubServer((_, number) -> {
          if (number == 150) {
            Thread.sleep(300);
          }
          return "+PONG\r\n";
        })) {
      // One connection: all that is due while the server sleeps has to wait for it to wake up.
      LoadResult result = run(options(server, 1, 1000, 1, "PING"), Duration.ofMillis(500));
      assertEquals(500, result.requests());
      assertTrue(result.responseTime().max() >= 295_000_000L);
      // A generator that waited for replies would have one slow request; here the requests due in
      // the stall's first half alone, over a quarter of all, waited for 150 ms or longer.
      assertTrue(result.responseTime().p90() >= 150_000_000L);
    }
  }

  @Test
  void countsErrorReplies() throws IOException, LoadException {
    try (var server =
        new StubServer((_, number) -> number % 2 == 0 ? "-ERR no\r\n" : "*1\r\n+OK\r\n")) {
      LoadResult result = run(options(server, 1, 1000, 1, "PING"));
      assertEquals(200, result.errors().errorReplies());
      assertEquals(300, result.requests());
      assertEquals(List.of("200 error replies, as: ERR no"), failures(result));
      assertEquals(Verdict.INVALID, result.verdict());
    }
  }

  @Test
  void givesUpAConnectionThatGetsMoreRepliesThanItSentRequests() throws IOException, LoadException {
    try (var server = new StubServer((_, number) -> "+PONG\r\n".repeat(number == 50 ? 1000 : 1))) {
      LoadResult result = run(options(server, 4, 1000, 1, "PING"));
      assertEquals(1, result.errors().malformedReplies());
      assertEquals("more replies than requests", result.errors().failure());
      assertEquals(Verdict.INVALID, result.verdict());
    }
  }

  @Test
  void endsInOneLineWhenEveryRequestHasTwoReplies() throws IOException {
    try (var server =
        new StubServer(
            (request, _) -> request.getFirst().equals("PING") ? "+PONG\r\n" : "+a\r\n+b\r\n")) {
      assertFails(
          options(server, 4, 0, 1, "SUBSCRIBE a b").withDuration(Duration.ofDays(1)),
          server.address() + ": all connections are lost: more replies than requests");
    }
  }

  @Test
  void countsAConnectionThatDiesAndGoesOnWithTheRest() throws IOException, LoadException {
    try (var server = closingOnTheFirstEcho()) {
      // Long, since what is sent before the server gets to close it is lost.
      LoadResult result = run(options(server, 4, 1000, 1, "ECHO a"), Duration.ofSeconds(4));
      assertEquals(1, result.errors().connectionsClosed());
      assertTrue(result.errors().unanswered() >= 1);
      // More than the share of the others.
      assertTrue(result.requests() > 3000, () -> result.toString());
      assertEquals(4, server.connections());
    }
  }

  /// What was due on the lost connection's thread is never sent.
  @Test
  void goesOnWithTheOtherThreadsWhenOneHasLostItsConnections() throws IOException, LoadException {
    try (var server = closingOnTheFirstEcho()) {
      LoadOptions options = options(server, 4, 1000, 1, "ECHO a");
      LoadResult result = run(options.withConnections(ConnectionPlan.of(4).withThreads(4)));
      assertEquals(1, result.errors().connectionsClosed());
      assertEquals(Verdict.INVALID, result.verdict());
      assertEquals(225, result.requests());
      assertEquals(300, result.offered());
      assertEquals(100, result.errors().unanswered());
    }
  }

  /// A server that closes one connection, early in the warm-up.
  private static StubServer closingOnTheFirstEcho() throws IOException {
    var echoes = new AtomicInteger();
    return new StubServer((request, _) ->
        request.getFirst().equals("ECHO") && echoes.incrementAndGet() == 1
            ? StubServer.CLOSE
            : "+OK\r\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void endsInOneLineWhenAllConnectionsAreLost(int threads) throws IOException {
    try (var server = new StubServer((_, number) -> number > 20 ? StubServer.CLOSE : "+OK\r\n")) {
      assertFails(
          options(server, 4, 1000, 1, "PING")
              .withConnections(ConnectionPlan.of(4).withThreads(threads))
              .withDuration(Duration.ofDays(1)),
          server.address() + ": all connections are lost: the server closed the connection");
    }
  }

  @Test
  void endsAtOnceWhenOneThreadIsRefusedWhileAnotherStillConnects() throws IOException {
    var greeted = new AtomicInteger();
    try (var server =
        new StubServer(
            (_, _) -> greeted.incrementAndGet() == 1 ? "+PONG\r\n" : "-ERR too many\r\n")) {
      ConnectionPlan slow = ConnectionPlan.of(4).withThreads(2).withRamp(Duration.ofDays(1));
      assertFails(
          options(server, 4, 1000, 1, "PING").withConnections(slow),
          server.address() + ": the server refuses: ERR too many");
    }
  }

  @Test
  void givesThePasswordOnEachConnection() throws IOException, LoadException {
    var credentials = Credentials.none().withPassword("geheim".getBytes(UTF_8));
    var passwords = new AtomicInteger();
    try (var server =
        new StubServer((request, _) -> {
          passwords.addAndGet(request.equals(List.of("AUTH", "geheim")) ? 1 : 0);
          return "+OK\r\n";
        })) {
      LoadResult result = run(options(server, 4, 1000, 1, "PING").withCredentials(credentials));
      assertEquals(List.of(), failures(result));
      assertEquals(4, passwords.get());
    }
  }

  @Test
  void endsInOneLineWhenItIsNotLetIn() throws IOException {
    try (var server =
        new StubServer((request, _) ->
            request.getFirst().equals("AUTH")
                ? "-WRONGPASS invalid username-password pair\r\n"
                : "-NOAUTH Authentication required.\r\n")) {
      LoadOptions options = options(server, 1, 1000, 1, "PING");
      assertFails(options, server.address() + ": the server wants a password");
      assertFails(
          options.withCredentials(credentials("x")),
          server.address() + ": the server refuses: WRONGPASS invalid username-password pair");
    }
  }

  @Test
  void doesNotBlameThePasswordForWhatElseTheServerSays() throws IOException {
    try (var server =
        new StubServer((request, _) ->
            request.getFirst().equals("AUTH") ? "+OK\r\n" : "-LOADING the dataset\r\n")) {
      assertFails(
          options(server, 1, 1000, 1, "PING").withCredentials(credentials("secret")),
          server.address() + ": the server refuses: LOADING the dataset");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret"})
  void tellsWhyTheServerRefuses(String password) throws IOException {
    try (var server =
        new StubServer(
            (_, _) -> "-ERR max number of clients reached\r\n" + StubServer.CLOSE_AFTER)) {
      assertFails(
          options(server, 2, 1000, 1, "PING").withCredentials(credentials(password)),
          server.address() + ": the server refuses: ERR max number of clients reached");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret"})
  void countsConnectionsThatTheServerRefuses(String password) throws IOException, LoadException {
    var greeted = new AtomicInteger();
    var self = new AtomicReference<StubServer>();
    try (var server =
        new StubServer((request, _) -> {
          boolean first = request.getFirst().equals(password.isEmpty() ? "PING" : "AUTH");
          if (first && greeted.incrementAndGet() > 1) {
            // When the one that is let in has been told so.
            self.get().awaitReplies(password.isEmpty() ? 1 : 2);
            return "-DENIED not from there\r\n" + StubServer.CLOSE_AFTER;
          }
          return "+OK\r\n";
        })) {
      self.set(server);
      LoadOptions options = options(server, 3, 1000, 1, "ECHO a");
      LoadResult result = run(options.withCredentials(credentials(password)));
      assertEquals(2, result.errors().connectFailures());
      assertEquals(0, result.errors().connectionsClosed());
      assertEquals("the server refuses: DENIED not from there", result.errors().failure());
      assertEquals(300, result.requests());
    }
  }

  private static Credentials credentials(String password) {
    return password.isEmpty()
        ? Credentials.none()
        : Credentials.none().withPassword(password.getBytes(UTF_8));
  }

  @Test
  void endsInOneLineWhenNoServerListens() {
    assertFails(
        LoadOptions.defaults(new HostPort("127.0.0.1", 1)),
        "127.0.0.1:1: connection refused: is a server listening there?");
  }

  /// Where nobody answers the machine's questions for names, it asks for long.
  @Test
  @Timeout(120)
  void endsInOneLineWhenTheHostIsUnknown() {
    var target = new HostPort("no-such-host.invalid", 1);
    assertFails(
        LoadOptions.defaults(target), "no-such-host.invalid:1: no host of that name is known");
  }

  @Test
  void endsInOneLineWhenTheServerSpeaksSomethingElse() throws IOException {
    try (var server = new StubServer((_, _) -> "HTTP/1.1 400 Bad Request\r\n")) {
      assertFails(
          options(server, 4, 0, 1, "PING"),
          server.address() + ": the server's reply to PING is no RESP: no reply starts with 'H'");
    }
  }

  @Test
  void opensMoreConnectionsThanFitABacklog() throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      LoadResult result = run(options(server, 500, 1000, 1, "PING"));
      assertEquals(500, server.connections());
      assertEquals(0, result.errors().connectFailures());
    }
  }

  @Test
  void keepsIdleConnectionsOpenAndSendsOnTheActiveOnes() throws IOException, LoadException {
    var senders = ConcurrentHashMap.<Thread>newKeySet();
    try (var server =
        new StubServer((request, _) -> {
          if (request.getFirst().equals("ECHO")) {
            senders.add(Thread.currentThread());
          }
          return "+OK\r\n";
        })) {
      LoadOptions options = options(server, 20, 1000, 1, "ECHO a");
      LoadResult result = run(options.withConnections(ConnectionPlan.of(20).withActive(3)));
      assertEquals(20, server.connections());
      // Each connection of this server has a thread of its own.
      assertEquals(3, senders.size());
      assertEquals(300, result.requests());
      assertEquals(Results.NO_ERRORS, result.errors());
    }
  }

  @Test
  void noticesThatIdleConnectionsAreClosed() throws IOException, LoadException {
    var silent = ConcurrentHashMap.<Thread>newKeySet();
    try (var server =
        new StubServer((request, _) -> {
          if (request.equals(List.of("PING"))) {
            silent.add(Thread.currentThread());
          } else if (silent.remove(Thread.currentThread())) {
            closeAll(silent);
          }
          return "+OK\r\n";
        })) {
      LoadOptions options = options(server, 3, 1000, 1, "ECHO a");
      LoadResult result = run(options.withConnections(ConnectionPlan.of(3).withActive(1)));
      assertEquals(300, result.requests());
      assertEquals(2, result.errors().connectionsClosed());
      assertEquals(Verdict.INVALID, result.verdict());
    }
  }

  /// An interrupt closes the socket from which a virtual thread reads.
  private static void closeAll(Set<Thread> connections) throws InterruptedException {
    for (Thread each : connections) {
      each.interrupt();
      each.join();
    }
  }

  @Test
  void logsTheIntervalsOfTheMeasuredPart(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("load.hlog");
    try (var server = StubServer.pong()) {
      LoadOptions options = options(server, 3, 1000, 1, "PING");
      long before = System.currentTimeMillis();
      LoadResult result = run(options.withHdrLog(new HdrLog(file, Duration.ofMillis(100))));
      List<Histogram> intervals = IntervalLogTest.read(file);
      assertTrue(intervals.size() >= 3, () -> intervals.size() + " intervals");
      assertEquals(300, intervals.stream().mapToLong(Histogram::getTotalCount).sum());
      assertEquals(
          result.responseTime().max(),
          intervals.stream().mapToLong(Histogram::getMaxValue).max().orElseThrow());
      // It begins when that is due, which the threads notice later; both are rounded.
      long first = intervals.getFirst().getStartTimeStamp();
      assertTrue(first >= before + WARM_UP.toMillis() - 1, () -> first + " after " + before);
      assertTrue(first <= result.startEpochNanos() / 1_000_000 + 1);
    }
  }

  @Test
  void refusesALogThatCannotBeWrittenBeforeItConnects(@TempDir Path folder) throws IOException {
    try (var server = StubServer.pong()) {
      Path file = folder.resolve("no-such-folder").resolve("load.hlog");
      LoadOptions options =
          options(server, 1, 0, 1, "PING").withHdrLog(new HdrLog(file, Duration.ofSeconds(1)));
      var e = assertThrows(LoadException.class, () -> run(options));
      assertTrue(e.getMessage().startsWith("cannot write " + file), e.getMessage());
      assertEquals(0, server.connections());
    }
  }

  @Test
  void sharesConnectionsAndScheduleAmongThreads() throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      LoadOptions options = options(server, 7, 1000, 1, "PING");
      LoadResult result = run(options.withConnections(ConnectionPlan.of(7).withThreads(3)));
      assertEquals(7, server.connections());
      assertEquals(300, result.requests());
      assertEquals(7 + 400, server.requests());
      // It has waited for none where the machine stood still meanwhile.
      boolean stoodStill = result.sendLag().max() > 200_000_000L;
      assertTrue(result.waitedNanos() > 0 || stoodStill, "1000 requests a second are little work");
      assertEquals(Results.NO_ERRORS, result.errors());
    }
  }

  @Test
  void writesTheKeysBeforeItSendsAMix() throws IOException, LoadException {
    var written = ConcurrentHashMap.<String>newKeySet();
    var misses = new AtomicInteger();
    try (var server =
        new StubServer((request, _) -> {
          if (request.getFirst().equals("SET")) {
            written.add(request.get(1));
          } else if (request.getFirst().equals("GET") && !written.contains(request.get(1))) {
            misses.incrementAndGet();
          }
          return "+OK\r\n";
        })) {
      var mix = new KeyMix(KeyMix.parseParts("GET=9,SET=1"), 700, KeyMix.Distribution.ZIPF);
      LoadOptions options = options(server, 3, 1000, 2, "PING");
      LoadResult result = run(options.withContent(options.content().withMix(mix)));
      assertEquals(700, written.size());
      assertEquals(0, misses.get());
      assertEquals(300, result.requests());
      assertEquals(3 + 700 + 400, server.requests());
    }
  }

  @Test
  void sendsMixesLargerThanSocketBuffers() throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      var mix = new KeyMix(KeyMix.parseParts("SET=1"), 1, KeyMix.Distribution.UNIFORM);
      LoadOptions options = options(server, 1, 0, 2, "PING").withWarmUp(Duration.ZERO);
      LoadResult result =
          run(options.withContent(options.content().withPayloadBytes(6_000_000).withMix(mix)));
      assertTrue(result.requests() > 0);
      assertEquals(Results.NO_ERRORS, result.errors());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1000})
  void losesNoRequestWhenConnectionsAreReopened(long rate) throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      LoadOptions options =
          options(server, 4, rate, 3, "PING")
              .withConnections(ConnectionPlan.of(4).withActive(2).withChurnPerSecond(50));
      LoadResult result = run(options, AMPLE);
      assertEquals(Results.NO_ERRORS, result.errors());
      assertTrue(result.sockets().reconnects() > 0, () -> result.sockets().toString());
      assertEquals(4 + result.sockets().reconnects(), result.sockets().opened());
      assertEquals(result.sockets().opened(), server.connections());
      assertEquals(0, (server.requests() - server.connections()) % 3);
    }
  }

  @Test
  void reopensTheOnlyConnection() throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      LoadOptions options = options(server, 1, 1000, 1, "PING");
      LoadResult result =
          run(options.withConnections(ConnectionPlan.of(1).withChurnPerSecond(50)), AMPLE);
      assertEquals(3000, result.requests());
      assertEquals(Results.NO_ERRORS, result.errors());
      assertTrue(result.sockets().reconnects() > 0);
    }
  }

  @Test
  void saysThatFewerConnectionsAreReopenedThanAskedFor() throws IOException, LoadException {
    try (var server =
        new StubServer((request, _) -> {
          if (request.equals(List.of("PING"))) {
            Thread.sleep(100);
          }
          return "+OK\r\n";
        })) {
      LoadOptions options = options(server, 2, 0, 1, "ECHO a").withDuration(Duration.ofSeconds(1));
      LoadResult result = run(options.withConnections(ConnectionPlan.of(2).withChurnPerSecond(50)));
      assertEquals(Results.NO_ERRORS, result.errors());
      assertEquals(Verdict.INVALID, result.verdict());
      String reason = result.reasons().getFirst();
      assertTrue(reason.endsWith("connections/s were opened anew instead of 50"), reason);
    }
  }

  /// For a server that accepts no more, the kernel finishes connects all the same.
  @Test
  void countsWhatIsDueAndNotSentSinceNoConnectionIsGreeted() throws IOException, LoadException {
    var greetings = new AtomicInteger();
    try (var server = greetingOnly(1, greetings)) {
      LoadOptions options = options(server, 1, 1000, 1, "ECHO a");
      LoadResult result =
          run(options.withConnections(ConnectionPlan.of(1).withChurnPerSecond(50)), AMPLE);
      assertEquals(3000, result.offered());
      int sent = server.requests() - greetings.get();
      assertEquals(3100 - sent, result.errors().unanswered());
      assertEquals(1, result.errors().connectFailures());
      assertEquals("no reply to PING before the end", result.errors().failure());
      assertEquals(Verdict.INVALID, result.verdict());
    }
  }

  @Test
  void givesUpConnectionsThatAreOpenedAnewAndNotGreeted() throws IOException {
    try (var server = greetingOnly(8, new AtomicInteger())) {
      assertFails(
          options(server, 2, 1000, 1, "ECHO a")
              .withConnections(ConnectionPlan.of(2).withChurnPerSecond(50))
              .withDuration(Duration.ofDays(1)),
          server.address() + ": all connections are lost: no reply to PING within 10 s");
    }
  }

  /// A server that leaves all connections but the first few waiting.
  private static StubServer greetingOnly(int few, AtomicInteger greetings) throws IOException {
    return new StubServer((request, _) -> {
      if (request.getFirst().equals("PING") && greetings.incrementAndGet() > few) {
        new CountDownLatch(1).await();
      }
      return "+OK\r\n";
    });
  }

  @Test
  void opensConnectionsOverTheRamp() throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      LoadOptions options = options(server, 10, 0, 1, "PING");
      long begun = System.nanoTime();
      LoadResult result =
          run(options.withConnections(ConnectionPlan.of(10).withRamp(Duration.ofMillis(400))));
      // The last one begins after nine tenths of it; then come warm-up and measured part.
      assertTrue(System.nanoTime() - begun >= 750_000_000L);
      assertEquals(10, result.sockets().opened());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void isInterruptedAmidTheRamp(int threads) throws IOException {
    Thread caller = Thread.currentThread();
    try (var server =
        new StubServer((_, number) -> {
          if (number == 1) {
            caller.interrupt();
          }
          return "+PONG\r\n";
        })) {
      ConnectionPlan plan = ConnectionPlan.of(4).withThreads(threads).withRamp(Duration.ofHours(1));
      assertFails(
          options(server, 4, 1000, 1, "PING").withConnections(plan),
          server.address() + ": interrupted");
    } finally {
      boolean _ = Thread.interrupted();
    }
  }

  @Test
  void sendsAsManyPoissonArrivalsAsAreDue() throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      LoadOptions options = options(server, 3, 2000, 1, "PING");
      LoadResult result = run(options.withPace(options.pace().withArrival(Pace.Arrival.POISSON)));
      assertEquals(result.offered(), result.requests());
      assertEquals(600, result.offered(), 5 * 25);
    }
  }

  /// Once a second everything stands still for 100 ms.
  @Test
  void showsAServerThatStallsEverySecond(@TempDir Path folder) throws Exception {
    long begun = System.nanoTime();
    try (var server =
        new StubServer((_, _) -> {
          long inSecond = (System.nanoTime() - begun) % 1_000_000_000L;
          if (inSecond < 100_000_000L) {
            Thread.sleep(Duration.ofNanos(100_000_000L - inSecond));
          }
          return "+PONG\r\n";
        })) {
      Path file = folder.resolve("stall.hlog");
      LoadOptions options = options(server, 2, 1000, 1, "PING");
      LoadResult result =
          run(options.withHdrLog(new HdrLog(file, Duration.ofMillis(100))), Duration.ofSeconds(3));
      assertTrue(result.responseTime().max() >= 95_000_000L);
      // A tenth of the requests fall into the stall, and wait 50 ms on average.
      assertTrue(result.responseTime().p99() >= 60_000_000L);
      long slow =
          IntervalLogTest.read(file).stream()
              .filter(interval -> interval.getMaxValue() >= 50_000_000L)
              .count();
      // A machine that stood still for long has hidden some.
      long least = result.responseTime().max() < 500_000_000L ? 3 : 1;
      assertTrue(slow >= least, () -> slow + " intervals show it");
    }
  }

  @Test
  void tellsThePhasesInOrder() throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      var phases = new ArrayList<PhaseBegun>();
      LoadGenerator.run(
          options(server, 2, 100, 1, "PING"),
          event -> {
            if (event instanceof PhaseBegun begun) {
              phases.add(begun);
            }
          });
      assertEquals(
          List.of(
              new PhaseBegun(Phase.CONNECTING, 0),
              new PhaseBegun(Phase.WARMING_UP, 2),
              new PhaseBegun(Phase.MEASURING, 2),
              new PhaseBegun(Phase.MEASURED, 2)),
          phases);
    }
  }

  /// Boundaries are those of the log, 100 ms apart; each tenth of a second has 100 requests.
  @ParameterizedTest
  @EnumSource
  void endsEarlyWithAllThatWasDueUntilThen(Pace.Arrival arrival, @TempDir Path folder)
      throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      var end = new RunEnd();
      LoadOptions options = options(server, 4, 1000, 1, "PING").withDuration(Duration.ofHours(1));
      LoadResult result =
          LoadGenerator.run(
              options
                  .withConnections(ConnectionPlan.of(4).withThreads(2))
                  .withPace(options.pace().withArrival(arrival))
                  .withHdrLog(new HdrLog(folder.resolve("early.hlog"), Duration.ofMillis(100))),
              event -> hastenAt(Phase.MEASURING, event, end),
              end);
      assertTrue(end.isEarly());
      assertTrue(result.requests() > 0);
      assertEquals(result.offered(), result.requests());
      assertEquals(Results.NO_ERRORS, result.errors());
      if (arrival == Pace.Arrival.FIXED) {
        assertEquals(0, result.requests() % 100);
        assertEquals(4 + 100 + result.requests(), server.requests());
      }
    }
  }

  @Test
  void hasNoResultWhenItEndsInTheWarmUp() throws IOException {
    try (var server = StubServer.pong()) {
      var end = new RunEnd();
      LoadOptions options = options(server, 1, 0, 1, "PING").withWarmUp(Duration.ofHours(1));
      var e =
          assertThrows(
              LoadException.class,
              () ->
                  LoadGenerator.run(options, event -> hastenAt(Phase.WARMING_UP, event, end), end));
      assertEquals(server.address() + ": ended before anything was measured", e.getMessage());
    }
  }

  private static void hastenAt(Phase phase, LoadEvent event, RunEnd end) {
    if (event instanceof PhaseBegun begun && begun.phase() == phase) {
      end.hasten();
    }
  }

  @Test
  void keepsItsConnectionsOpenWhileTheEndOfTheMeasurementIsTold()
      throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      var open = new ArrayList<Integer>();
      LoadGenerator.run(
          options(server, 4, 1000, 1, "PING").withConnections(ConnectionPlan.of(4).withThreads(2)),
          event -> {
            if (event instanceof PhaseBegun(Phase phase, _) && phase == Phase.MEASURED) {
              // Time enough for the threads to have the last replies.
              LockSupport.parkNanos(100_000_000L);
              open.add(server.openConnections());
            }
          });
      assertEquals(List.of(4), open);
    }
  }

  @Test
  void sendsRequestsLargerThanSocketBuffers() throws IOException, LoadException {
    try (var server = StubServer.pong()) {
      // 12 MB at a time: the kernel takes it in parts.
      LoadOptions options = options(server, 1, 0, 2, "SET k " + "x".repeat(6_000_000));
      LoadResult result = run(options.withWarmUp(Duration.ZERO));
      assertTrue(result.requests() > 0);
      assertEquals(Results.NO_ERRORS, result.errors());
    }
  }

  /// The reasons that do not depend on this machine's speed.
  private static List<String> failures(LoadResult result) {
    return result.reasons().stream().filter(reason -> reason.contains("error")).toList();
  }

  private static LoadOptions options(
      StubServer server, int connections, long rate, int pipeline, String request) {
    return LoadOptions.defaults(server.address())
        .withConnections(ConnectionPlan.of(connections))
        .withPace(Pace.of(rate).withPipeline(pipeline))
        .withContent(Content.of(request))
        .withDuration(SHORT)
        .withWarmUp(WARM_UP);
  }

  private static LoadResult run(LoadOptions options) throws LoadException {
    return LoadGenerator.run(options, _ -> {});
  }

  /// Runs until the server has answered a hundred requests of the measured part.
  private static LoadResult runUntilAnswered(LoadOptions options, StubServer server)
      throws LoadException {
    var end = new RunEnd();
    return LoadGenerator.run(
        options.withDuration(Duration.ofDays(1)),
        event -> {
          if (event instanceof PhaseBegun(Phase phase, _) && phase == Phase.MEASURING) {
            int before = server.replies();
            Thread.ofVirtual()
                .start(() -> {
                  server.awaitReplies(before + 100);
                  end.hasten();
                });
          }
        },
        end);
  }

  private static LoadResult run(LoadOptions options, Duration duration) throws LoadException {
    return run(options.withDuration(duration));
  }

  private static void assertFails(LoadOptions options, String message) {
    var e = assertThrows(LoadException.class, () -> run(options));
    assertEquals(message, e.getMessage());
  }
}
