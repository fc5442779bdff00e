package dev.muxscope.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.server.Dispatch;
import dev.muxscope.common.server.RunningServer;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
import dev.muxscope.common.server.ServerOptions.Poller;
import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SelectEngineTest {

  @Test
  void offersItsOwnModeAndTheOneThatHandsOver() {
    assertEquals(List.of("select", "select+vthreads"), new SelectEngine().modes());
  }

  @Test
  void knowsWhatItsSecondModeStandsFor() {
    ServerOptions asked = ServerOptions.defaults();
    assertEquals(asked, new SelectEngine().options("select", asked));
    assertEquals(
        asked.withDispatch(new Dispatch.VirtualThreads()),
        new SelectEngine().options("select+vthreads", asked));
  }

  @Test
  void refusesItsSecondModeWithAnotherDispatch() {
    var server =
        new Server("select+vthreads", ServerOptions.defaults(), List.of(), Optional.empty());
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SelectEngine().start("select+vthreads", server));
    assertEquals("mode select+vthreads means --dispatch=vthreads", refused.getMessage());
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

  @Test
  void leavesNothingOpenWhenItCannotStart() throws Exception {
    var options =
        ServerOptions.defaults().withPort(0).withEventLoops(3).withDispatch(new Dispatch.Pool(2));
    var server = new Server("select", options, List.of(), Optional.empty());
    ServerSocketChannel channel = server.door().listen();
    List<Selector> opened = new ArrayList<>();
    IOException thrown =
        assertThrows(
            IOException.class, () -> SelectServer.start(server, channel, () -> openTwo(opened)));
    assertEquals("no more of them", thrown.getMessage());
    assertEquals(List.of(false, false), opened.stream().map(Selector::isOpen).toList());
    assertFalse(channel.isOpen());
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("mux-worker-")) {
        assertTrue(thread.join(Duration.ofSeconds(10)), thread.getName());
      }
    }
  }

  private static Selector openTwo(List<Selector> opened) throws IOException {
    if (opened.size() == 2) {
      throw new IOException("no more of them");
    }
    opened.add(Selector.open());
    return opened.getLast();
  }

  private static RunningServer start(Poller poller) throws IOException {
    var options = ServerOptions.defaults().withPort(0).withPoller(poller).withGrace(Duration.ZERO);
    return new SelectEngine()
        .start("select", new Server("select", options, List.of(), Optional.empty()));
  }
}
