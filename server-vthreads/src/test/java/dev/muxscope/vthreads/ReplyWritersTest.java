package dev.muxscope.vthreads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
import dev.muxscope.vthreads.ReplyWriters.Lease;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplyWritersTest {

  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 1);

  private final ReplyWriters writers = new ReplyWriters();
  private final SocketChannel channel = SocketChannel.open();
  private final ConnectionTask task = task();
  private final ConnectionTask other = task();

  ReplyWritersTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    channel.close();
  }

  @Test
  void lendsWhatWasGivenBackAndEmpty() {
    Lease lease = writers.take(task);
    lease.writer().pong();
    writers.give(lease);
    assertSame(lease, writers.take(task));
    assertEquals(0, lease.writer().size());
  }

  @Test
  void lendsOneToEach() {
    assertNotSame(writers.take(task), writers.take(other));
  }

  @Test
  void keepsNoMoreThanItHasRoomFor() {
    List<Lease> lent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      lent.add(writers.take(task));
    }
    lent.forEach(writers::give);
    for (int i = 0; i < 64; i++) {
      assertSame(lent.get(i), writers.take(task));
    }
    assertEquals(-1, lent.indexOf(writers.take(task)));
  }

  @Test
  void knowsWhoHasOne() {
    List<Lease> lent = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      lent.add(writers.take(task));
    }
    Lease last = writers.take(other);
    assertEquals(70, holders().stream().filter(task::equals).count());
    assertEquals(1, holders().stream().filter(other::equals).count());
    lent.forEach(writers::give);
    assertEquals(List.of(other), holders());
    writers.give(last);
    assertEquals(List.of(), holders());
  }

  private List<ConnectionTask> holders() {
    List<ConnectionTask> holders = new ArrayList<>();
    writers.forEachHolder(holders::add);
    return holders;
  }

  private ConnectionTask task() {
    var server = new Server("vthreads", ServerOptions.defaults(), List.of(), Optional.empty());
    return new ConnectionTask(
        server,
        writers,
        Thread::new,
        server.transport(channel),
        new Session(1, ADDRESS, ADDRESS),
        0);
  }
}
