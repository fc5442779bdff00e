package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What takes two connections: seeing and killing one another.
@ParameterizedClass
@EnumSource
class ClientKillIT {

  private static final Duration A_MOMENT = Duration.ofMillis(20);

  @Parameter Target target;

  private static ServerProcess server;
  private RawConnection killer;
  private RawConnection victim;

  @BeforeParameterizedClassInvocation
  static void start(Target target) throws IOException, InterruptedException {
    server = target.start();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void connect() throws IOException {
    killer = new RawConnection(server.address());
    victim = new RawConnection(server.address());
  }

  @AfterEach
  void disconnect() throws IOException {
    killer.close();
    victim.close();
  }

  @Test
  void killsById() throws IOException {
    killer.send("CLIENT KILL ID " + id(victim) + "\\r\\n");
    killer.expect(":1\\r\\n");
    victim.expectClosed();
    assertServed(killer);
  }

  @Test
  void takesTheLastOfTwoFiltersOfOneKind() throws IOException {
    String ids = "ID " + id(killer) + " ID " + id(victim);
    killer.send("CLIENT KILL SKIPME no SKIPME yes TYPE pubsub TYPE normal " + ids + "\\r\\n");
    killer.expect(":1\\r\\n");
    victim.expectClosed();
    assertServed(killer);
  }

  @Test
  void knowsNoMoreOfWhomItKilled() throws IOException {
    String id = id(victim);
    victim.send("SUBSCRIBE killed\\r\\n");
    victim.expect("*3\\r\\n$9\\r\\nsubscribe\\r\\n$6\\r\\nkilled\\r\\n:1\\r\\n");
    killer.send(
        "CLIENT KILL ID %s\\r\\nCLIENT LIST ID %s\\r\\nPUBLISH killed x\\r\\n".formatted(id, id));
    killer.expect(":1\\r\\n$0\\r\\n\\r\\n:0\\r\\n");
    victim.expectClosed();
  }

  @Test
  void killsByAddress() throws IOException {
    id(victim);
    killer.send("CLIENT KILL " + victim.name() + "\\r\\nCLIENT KILL " + victim.name() + "\\r\\n");
    killer.expect("+OK\\r\\n-ERR No such client\\r\\n");
    victim.expectClosed();
  }

  @Test
  void killsByAddressFilterInTheMidstOfARequest() throws IOException {
    id(victim);
    victim.send("*2\\r\\n$3\\r\\nGET\\r\\n$5\\r\\nab");
    killer.send("CLIENT KILL ADDR " + victim.name() + "\\r\\n");
    killer.expect(":1\\r\\n");
    victim.expectClosed();
  }

  @Test
  void doesNotKillItselfUnlessTold() throws IOException {
    String id = id(killer);
    killer.send("CLIENT KILL ID " + id + "\\r\\n");
    killer.expect(":0\\r\\n");
    killer.send("CLIENT KILL ID " + id + " SKIPME no\\r\\nPING\\r\\n");
    killer.expect(":1\\r\\n");
    killer.expectClosed();
    victim.expectSilence(A_MOMENT);
  }

  @Test
  void killsItselfByAddressAndAnswersBefore() throws IOException {
    killer.send("CLIENT KILL " + killer.name() + "\\r\\nPING\\r\\n");
    killer.expect("+OK\\r\\n");
    killer.expectClosed();
  }

  @Test
  void listsWhoIsThere() throws IOException {
    String id = id(victim);
    victim.send("CLIENT SETNAME watched\\r\\n");
    victim.expect("+OK\\r\\n");
    killer.send("CLIENT LIST ID " + id + "\\r\\n");
    String line =
        "id=" + id + " addr=" + Pattern.quote(victim.name()) + " [^\\n]*name=watched [^\\n]*\\n";
    killer.expect(new Expectation(List.of(new Expectation.BulkMatching(line))));
  }

  @Test
  void showsWhatWasAskedForLastThoughItWasRefused() throws IOException {
    String id = id(victim);
    victim.send("GET\\r\\n");
    victim.expect("-ERR wrong number of arguments for 'get' command\\r\\n");
    assertListed(id, "cmd=get");
    victim.send("CLIENT NOSUCH\\r\\n");
    victim.expect("-ERR unknown subcommand 'NOSUCH'. Try CLIENT HELP.\\r\\n");
    assertListed(id, "cmd=NULL");
  }

  private void assertListed(String id, String field) throws IOException {
    killer.send("CLIENT LIST ID " + id + "\\r\\n");
    String line = "id=" + id + " [^\\n]* " + field + " [^\\n]*\\n";
    killer.expect(new Expectation(List.of(new Expectation.BulkMatching(line))));
  }

  @Test
  void forgetsWhoLeft() throws IOException, InterruptedException {
    String id = id(victim);
    victim.close();
    long deadline = System.nanoTime() + RawConnection.PATIENCE.toNanos();
    String listed = "unknown";
    while (!listed.equals("$0\r\n\r\n") && System.nanoTime() < deadline) {
      killer.send("CLIENT LIST ID " + id + "\\r\\n");
      listed = killer.expect(new Expectation(List.of(new Expectation.BulkMatching(".*"))));
      Thread.sleep(A_MOMENT);
    }
    assertTrue(listed.equals("$0\r\n\r\n"), "still listed: " + listed);
  }

  private static String id(RawConnection connection) throws IOException {
    connection.send("CLIENT ID\\r\\n");
    return connection
        .expect(new Expectation(List.of(new Expectation.Matching(":\\d+\\r\\n"))))
        .substring(1)
        .strip();
  }

  private static void assertServed(RawConnection connection) throws IOException {
    connection.send("PING\\r\\n");
    connection.expect("+PONG\\r\\n");
  }
}
