package dev.muxscope.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.server.RunningServer;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
import dev.muxscope.common.server.ServerOptions.Poller;
import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SelectEngineTest {

  @Test
  void offersOneMode() {
    assertEquals(List.of("select"), new SelectEngine().modes());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void takesThePollerThatIsThereAlreadyAndNoOther() throws IOException {
    // Whatever test came first has made the JDK choose.
    SelectorProvider.provider();
    try (RunningServer running = start(Poller.EPOLL)) {
      assertTrue(running.address().getPort() > 0);
    }
    var refused = assertThrows(IOException.class, () -> start(Poller.POLL));
    assertEquals(
        "poller poll was asked for too late: sun.nio.ch.EPollSelectorProvider",
        refused.getMessage());
  }

  private static RunningServer start(Poller poller) throws IOException {
    var options =
        new ServerOptions(
            "127.0.0.1", 0, 10, 10, 1, poller, 1000, 1 << 16, 1000, Duration.ZERO, false);
    return new SelectEngine()
        .start("select", new Server("select", options, List.of(), Optional.empty()));
  }
}
