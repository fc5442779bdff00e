package dev.muxscope.vthreads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
import dev.muxscope.common.transport.Transport;
import dev.muxscope.vthreads.Leases.Lease;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasesTest {

  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 1);

  private final Server server =
      new Server("vthreads", ServerOptions.defaults(), List.of(), Optional.empty());
  private final Leases leases = new Leases();
  private final SocketChannel channel = SocketChannel.open();
  private final ConnectionTask task = task();
  private final ConnectionTask other = task();

  LeasesTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    channel.close();
  }

  @Test
  void lendsWhatWasGivenBackAndEmpty() {
    Lease lease = leases.take(task);
    lease.writer().pong();
    leases.give(lease);
    assertSame(lease, leases.take(task));
    assertEquals(0, lease.writer().size());
  }

  @Test
  void lendsOneToEach() {
    assertNotSame(leases.take(task), leases.take(other));
  }

  @Test
  void lendsAnotherParserOnceOneWasGivenAway() {
    Lease lease = leases.take(task);
    RequestParser first = lease.parser();
    assertSame(first, lease.parser());
    lease.giveAwayParser();
    RequestParser second = lease.parser();
    assertNotSame(first, second);
    assertSame(second, lease.parser());
  }

  @Test
  void lendsAnEmptyInputBuffer() {
    Lease lease = leases.take(task);
    lease.input().put((byte) 1);
    assertEquals(Leases.INPUT_BYTES, lease.input().remaining());
  }

  @Test
  void keepsNoMoreThanItHasRoomFor() {
    List<Lease> lent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      lent.add(leases.take(task));
    }
    lent.forEach(leases::give);
    for (int i = 0; i < 64; i++) {
      assertSame(lent.get(i), leases.take(task));
    }
    assertEquals(-1, lent.indexOf(leases.take(task)));
  }

  /// There may be one a connection, each dropped soon, while handlers block.
  @Test
  void hasNoDirectMemoryForThoseBeyondItsRoom() {
    for (int i = 0; i < 64; i++) {
      Lease kept = leases.take(task);
      assertTrue(kept.writer().isDirect() && kept.input().isDirect());
    }
    Lease extra = leases.take(task);
    assertFalse(extra.writer().isDirect());
    assertFalse(extra.input().isDirect());
    assertEquals(Leases.EXTRA_INPUT_BYTES, extra.input().remaining());
  }

  @Test
  void tellsWhatItHasOnTheHeapBesideRepliesThatWait() {
    Lease kept = leases.take(task);
    kept.input();
    kept.writer().pong();
    assertEquals(0, kept.besideUnsent(kept.writer().flip()));
    for (int i = 1; i < 64; i++) {
      leases.take(task);
    }
    Lease extra = leases.take(task);
    extra.writer().bulk("x".repeat(40_000));
    ByteBuffer replies = extra.writer().flip();
    long before = extra.besideUnsent(replies);
    assertEquals(replies.capacity() - replies.remaining(), before);
    extra.input();
    assertEquals(before + Leases.EXTRA_INPUT_BYTES, extra.besideUnsent(replies));
  }

  @Test
  void knowsWhoHasOne() {
    List<Lease> lent = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      lent.add(leases.take(task));
    }
    Lease last = leases.take(other);
    assertEquals(70, holders().stream().filter(task::equals).count());
    assertEquals(1, holders().stream().filter(other::equals).count());
    lent.forEach(leases::give);
    assertEquals(List.of(other), holders());
    leases.give(last);
    assertEquals(List.of(), holders());
  }

  private List<ConnectionTask> holders() {
    List<ConnectionTask> holders = new ArrayList<>();
    leases.forEachHolder(holders::add);
    return holders;
  }

  private ConnectionTask task() {
    return new ConnectionTask(
        server,
        leases,
        new ThreadKind(Thread::new, 0, false),
        Transport.plain(channel),
        new Session(1, ADDRESS, ADDRESS));
  }
}
