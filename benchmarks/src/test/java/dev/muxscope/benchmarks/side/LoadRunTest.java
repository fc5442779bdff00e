package dev.muxscope.benchmarks.side;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.muxscope.lab.Children;
import dev.muxscope.lab.Pinning;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadRunTest {

  private static final Request SET = new Request(Request.Command.SET, 4096, 1);

  @Test
  void sharesManyConnectionsOutAmongProcesses() {
    assertEquals(1, LoadRun.processes(new Place(1, 1, SET)));
    assertEquals(1, LoadRun.processes(new Place(2_500, 1, SET)));
    assertEquals(4, LoadRun.processes(new Place(10_000, 1, SET)));
    assertEquals(1.9, LoadRun.connectSeconds(new Place(10_000, 1, SET)), 1e-9);
  }

  @Test
  void sendsWhatThePlaceSays() {
    assertEquals(
        "redis-benchmark -p 6379 -q -c 50 -n 2000000000 -P 16 -t set -d 4096",
        String.join(" ", LoadRun.command(new Place(50, 16, SET))));
    assertEquals(
        "redis-benchmark -p 6379 -q -c 50 -n 2000000000 -P 1 -t get -r 1000000",
        String.join(
            " ",
            LoadRun.command(new Place(50, 1, new Request(Request.Command.GET, 64, 1_000_000)))));
  }

  /// Ctrl-C ends the server, too.
  @Test
  void anEndOfTheRunIsNoFailureOfTheServer() throws Exception {
    Pinning pinning = Pinning.none("a test");
    Contender gone =
        new Contender("gone", Contender.Kind.FLOOR, _ -> List.of("echo", "ready"), "ready");
    try (Children children = new Children();
        RunningServer server = RunningServer.start(gone, pinning, children)) {
      LoadRun load = new LoadRun(pinning, children);
      Place place = new Place(1, 1, Request.PING);
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> load.warmUp(server, place, 1));
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> load.measure(server, place, 0, 1));
    } finally {
      Thread.interrupted();
    }
  }
}
