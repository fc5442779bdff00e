package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// `muxscope serve` as a program: its ready line, its exit codes, its end.
class ServeIT {

  @ParameterizedTest
  @EnumSource
  void saysOnOneLineWhenAndWhereItIsReady(Mode mode) throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.muxscope(mode)) {
      String ready =
          "muxscope: %s server ready at 127.0.0.1:%d, pid %d%n"
              .formatted(mode.mode(), server.port(), server.pid());
      assertEquals(0, server.stop());
      assertEquals(ready, server.out().whole());
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersWhatItGotBeforeItStops(Mode mode) throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.muxscope(mode);
        RawConnection client = new RawConnection(server.address())) {
      client.send("ECHO first\\r\\nLAB.SLEEP 300\\r\\n{\"PING\\r\\n\" x 50}");
      client.expect("$5\\r\\nfirst\\r\\n");
      server.terminate();
      client.expect("+OK\\r\\n{\"+PONG\\r\\n\" x 50}");
      client.expectClosed();
      assertEquals(0, server.awaitExit());
    }
  }

  @Test
  void endsAtOnceAtASecondSignal() throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.muxscope(Mode.SELECT, "--grace=10m");
        RawConnection client = new RawConnection(server.address())) {
      client.send("ECHO first\\r\\nLAB.SLEEP 60000\\r\\n");
      client.expect("$5\\r\\nfirst\\r\\n");
      // Signals that come together are one wish.
      do {
        server.terminate();
      } while (!server.hasExited(Duration.ofMillis(500)));
      assertEquals(130, server.awaitExit());
    }
  }

  @ParameterizedTest
  @EnumSource
  void stopsWithIdleAndHalfwayClients(Mode mode) throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.muxscope(mode);
        RawConnection idle = new RawConnection(server.address());
        RawConnection halfway = new RawConnection(server.address())) {
      halfway.send("PING\\r\\n*2\\r\\n$4\\r\\nECHO\\r\\n$5\\r\\nhe");
      halfway.expect("+PONG\\r\\n");
      assertEquals(0, server.stop());
      idle.expectClosed();
      halfway.expectClosed();
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesClientsOverItsLimitAndTakesThemLater(Mode mode)
      throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.muxscope(mode, "--max-connections", "2");
        RawConnection first = new RawConnection(server.address());
        RawConnection second = new RawConnection(server.address())) {
      assertServed(first);
      assertServed(second);
      try (RawConnection third = new RawConnection(server.address())) {
        third.expect("-ERR max number of clients reached\\r\\n");
        third.expectClosed();
      }
      assertServed(first);
      first.abort();
      assertSomebodyElseIsServed(server);
      assertTrue(OneServerTest.lastInfo(second, "rejected_connections") > 0);
    }
  }

  /// The server needs a moment to see that a client left.
  private static void assertSomebodyElseIsServed(ServerProcess server)
      throws IOException, InterruptedException {
    Await.until(() -> servesANewClient(server));
    assertTrue(servesANewClient(server), "no new client is served after one left");
  }

  private static boolean servesANewClient(ServerProcess server) {
    try (RawConnection client = new RawConnection(server.address())) {
      client.send("QUIT\\r\\n");
      return client.readUntil(new byte[0]).latin1().equals("+OK\r\n");
    } catch (IOException _) {
      return false; // refused and closed before the request left
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesARecordingThatJfrReads(Mode mode, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path recording = folder.resolve("served.jfr");
    try (ServerProcess server = ServerProcess.muxscope(mode, "--record", recording.toString())) {
      try (RawConnection client = new RawConnection(server.address())) {
        assertServed(client);
      }
      assertEquals(0, server.stop());
    }
    String jfr = Program.launcher().resolveSibling("jfr").toString();
    Program.Result summary = Program.run(List.of(jfr, "summary", recording.toString()));
    assertEquals(0, summary.exitCode(), summary::err);
    assertTrue(
        Pattern.compile("muxscope\\.RunInfo +[1-9]").matcher(summary.out()).find(), summary::out);
  }

  /// A virtual thread is not preempted, nor is an event loop: others waited until all was done.
  @ParameterizedTest
  @EnumSource
  void letsOthersHaveTheirTurnAmidAPipelineOfWork(Mode mode)
      throws IOException, InterruptedException {
    Map<String, String> oneCarrier = Map.of("MUXSCOPE_OPTS", "-XX:ActiveProcessorCount=1");
    int spins = 10_000;
    try (ServerProcess server = ServerProcess.muxscope(oneCarrier, mode);
        RawConnection worker = new RawConnection(server.address());
        RawConnection other = new RawConnection(server.address())) {
      assertServed(other);
      worker.send("{\"LAB.SPIN 1000\\r\\n\" x " + spins + "}");
      worker.readLines(1);
      long done = OneServerTest.lastInfo(other, "total_commands_processed");
      assertTrue(done < spins, done + " commands before the other's");
    }
  }

  /// Left to itself, the serial collector keeps for good what a burst has made the heap grow to.
  /// All modes at once, since a server rests for ten seconds before it does something about it.
  @Test
  void givesBackTheMemoryOfABurstOnceItRests() throws IOException, InterruptedException {
    List<ServerProcess> servers = new ArrayList<>();
    List<Burst> bursts = new ArrayList<>();
    try {
      for (Mode mode : Mode.values()) {
        ServerProcess server = ServerProcess.muxscope(mode);
        servers.add(server);
        bursts.add(Burst.on(new ProcessGauge(server.pid()), server.address()));
      }
      for (Burst burst : bursts) {
        burst.awaitHalf();
      }
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }

  /// What a server came to hold in memory, in bytes, of many large values that are gone again.
  private record Burst(ProcessGauge gauge, long before, long held) {

    private static final int VALUE_BYTES = 4 << 20;
    private static final long LEAST_BYTES = 200L << 20;

    static Burst on(ProcessGauge gauge, InetSocketAddress server) throws IOException {
      try (RawConnection client = new RawConnection(server)) {
        long before = gauge.residentBytes();
        for (char key = 'A'; key <= 'z'; key++) {
          OneServerTest.set(client, String.valueOf(key), VALUE_BYTES);
        }
        long held = gauge.residentBytes() - before;
        assertTrue(held > LEAST_BYTES, held + " bytes for 58 values of 4 MiB");
        client.send("FLUSHALL\\r\\n");
        client.expect("+OK\\r\\n");
        return new Burst(gauge, before, held);
      }
    }

    void awaitHalf() throws IOException, InterruptedException {
      Await.until(Duration.ofMinutes(1), () -> kept() <= held / 2);
      long kept = kept();
      assertTrue(kept <= held / 2, () -> kept + " bytes kept of " + held);
    }

    private long kept() throws IOException {
      return gauge.residentBytes() - before;
    }
  }

  @Test
  void failsWhenThePortIsTaken() throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "" + taken.getLocalPort();
      assertOneLine(1, port, Program.muxscope("serve", "--mode=select", "--port", port));
    }
  }

  @Test
  void failsWhenTheAddressIsOfAKindThatThereIsNot() throws IOException, InterruptedException {
    String launcher = Program.launcher().toString();
    var serve = new ProcessBuilder(launcher, "serve", "--host=::1", "--port=0");
    serve.environment().put("MUXSCOPE_OPTS", "-Djava.net.preferIPv4Stack=true");
    assertOneLine(1, "cannot listen at ::1:0: IPv6 is not available", Program.run(serve));
  }

  @Test
  void refusesARecordingThatCannotBeWritten(@TempDir Path folder)
      throws IOException, InterruptedException {
    String file = folder.resolve("missing").resolve("served.jfr").toString();
    assertOneLine(
        2, file, Program.muxscope("serve", "--mode=select", "--port", "0", "--record", file));
  }

  @Test
  void failsWhenTheDiskIsFullOnceTheRecordingIsWritten() throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.muxscope(Mode.SELECT, "--record=/dev/full")) {
      assertEquals(1, server.stop());
    }
  }

  @Test
  void leavesAnEarlierRecordingWhenItCannotStart(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path earlier = Files.writeString(folder.resolve("earlier.jfr"), "earlier");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "" + taken.getLocalPort();
      assertOneLine(
          1, port, Program.muxscope("serve", "--port", port, "--record", earlier.toString()));
    }
    assertEquals("earlier", Files.readString(earlier));
  }

  @ParameterizedTest
  @CsvSource({
    "--nosuch, --nosuch",
    "--nosuch=1, --nosuch",
    "--port=70000, 70000",
    "--port=-1, -1",
    "--port=abc, abc",
    "--mode=fibers, fibers",
    "--dispatch=pool:0, pool:0",
    "--max-connections=0, 0",
    "surplus, surplus",
  })
  void refusesWrongUsage(String argument, String named) throws IOException, InterruptedException {
    assertOneLine(2, named, Program.muxscope("serve", argument));
  }

  /// Bad input gets one line on standard error that names what was wrong, and nothing else.
  private static void assertOneLine(int exitCode, String named, Program.Result result) {
    assertEquals("", result.out());
    assertEquals(1, result.err().lines().count(), result::err);
    assertTrue(result.err().contains(named), () -> "should name " + named + ": " + result.err());
    assertEquals(exitCode, result.exitCode(), result::err);
  }

  private static void assertServed(RawConnection client) throws IOException {
    client.send("PING\\r\\n");
    client.expect("+PONG\\r\\n");
  }
}
