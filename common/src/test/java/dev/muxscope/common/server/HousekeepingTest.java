package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.common.command.Session;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HousekeepingTest {

  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 1);
  private static final long SECOND = 1_000_000_000;

  private final Server server =
      new Server(
          "test",
          ServerOptions.defaults().with(Limit.REQUEST_TIME, 1_000_000),
          List.of(),
          Optional.empty());
  private final Session session = server.admit(ADDRESS, ADDRESS).orElseThrow();

  @Test
  void keepsDeadlinesThoughTheHeapFails() {
    Housekeeping housekeeping = new Housekeeping(server, new HeapBound(new FailingHeap()));
    server.buffers().note(session, 10, 0);
    housekeeping.look(session.openedNanos());
    housekeeping.look(session.openedNanos() + 1001 * SECOND);
    assertEquals("a request did not arrive whole in time", session.disconnectReason());
  }

  @Test
  @Timeout(60)
  void keepsDeadlinesUntilAllHaveGone() throws Exception {
    server.limits(server.limits().with(Limit.REQUEST_TIME, 1));
    ServerSocketChannel listening = ServerSocketChannel.open();
    listening.close();
    server.buffers().note(session, 10, 0);
    Thread keeping = Thread.ofPlatform().start(() -> new Housekeeping(server).run(listening));
    while (!session.disconnecting()) {
      Thread.sleep(1);
    }
    server.release(session, "test");
    keeping.join();
  }

  /// Like one that could not load a library for want of descriptors.
  private static final class FailingHeap implements HeapBound.Heap {

    @Override
    public long held() {
      return 0;
    }

    @Override
    public long used() {
      return Long.MAX_VALUE;
    }

    @Override
    public void collect(boolean shrink) {
      throw new NoClassDefFoundError("as expected by the test");
    }
  }
}
