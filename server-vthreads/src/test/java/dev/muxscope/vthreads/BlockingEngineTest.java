package dev.muxscope.vthreads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.muxscope.common.server.Dispatch;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
import dev.muxscope.common.server.ServerOptions.Poller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlockingEngineTest {

  private final BlockingEngine engine = new BlockingEngine();

  @Test
  void offersTwoModes() {
    assertEquals(List.of("vthreads", "threads"), engine.modes());
  }

  @Test
  void refusesAModeThatIsNotItsOwn() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> engine.start("select", server(Poller.DEFAULT)));
    assertEquals("no such mode: select", refused.getMessage());
  }

  @Test
  void refusesSeveralEventLoops() {
    var asked = ServerOptions.defaults().withEventLoops(2);
    var refused =
        assertThrows(IllegalArgumentException.class, () -> engine.options("vthreads", asked));
    assertEquals("--event-loops goes with --mode=select, not with vthreads", refused.getMessage());
  }

  @Test
  void refusesTheChoiceOfASelector() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> engine.start("threads", server(Poller.POLL)));
    assertEquals("--poller goes with --mode=select, not with threads", refused.getMessage());
  }

  @Test
  void refusesTheChoiceOfADispatch() {
    Server server =
        new Server(
            "threads",
            ServerOptions.defaults().withDispatch(new Dispatch.Auto()),
            List.of(),
            Optional.empty());
    var refused =
        assertThrows(IllegalArgumentException.class, () -> engine.start("threads", server));
    assertEquals("--dispatch goes with --mode=select, not with threads", refused.getMessage());
  }

  private static Server server(Poller poller) {
    var options = ServerOptions.defaults().withPort(0).withPoller(poller).withGrace(Duration.ZERO);
    return new Server("threads", options, List.of(), Optional.empty());
  }
}
