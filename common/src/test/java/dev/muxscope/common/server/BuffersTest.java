package dev.muxscope.common.server;

import static dev.muxscope.common.protocol.Samples.array;
import static dev.muxscope.common.protocol.Samples.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.RequestProcessor.HandOver;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BuffersTest {

  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 1);
  private static final int MIB = 1 << 20;

  private final Server server =
      new Server(
          "test",
          ServerOptions.defaults().with(Limit.BUFFER_BYTES, 10 * MIB),
          List.of(),
          Optional.empty());
  private final Buffers buffers = server.buffers();
  private final Session first = admit();
  private final Session second = admit();
  private final Session idle = admit();

  /// Though no buffer grows any more.
  @Test
  void closeTheLargestOnceTheLimitIsLower() {
    Session third = admit();
    buffers.note(first, 0, 2 * MIB);
    buffers.note(second, 0, 3 * MIB);
    buffers.note(third, 0, 4 * MIB);
    buffers.note(idle, 0, MIB);
    server.limits(server.limits().with(Limit.BUFFER_BYTES, 3 * MIB + MIB / 4));
    look();
    assertTrue(third.disconnecting());
    assertTrue(second.disconnecting());
    assertFalse(first.disconnecting());
    assertFalse(idle.disconnecting());
    assertEquals(2, server.counters().evicted.sum());
  }

  @Test
  void closeWhoHoldsMostUntilTheOthersHoldFewEnough() {
    buffers.note(first, 0, 4 * MIB);
    buffers.note(second, 0, 7 * MIB);
    assertTrue(second.disconnecting());
    assertEquals("too much in all buffers", second.disconnectReason());
    assertFalse(first.disconnecting());
    assertFalse(idle.disconnecting());
  }

  @Test
  void closeStrangersBeforeThoseThatGaveThePassword() {
    server.limits(server.limits().with(Limit.BUFFER_BYTES, MIB));
    buffers.note(first, 600 << 10, 0);
    for (int i = 0; i < 5; i++) {
      Session stranger = admit();
      stranger.authenticated(false);
      buffers.note(stranger, 150 << 10, 0);
    }
    assertFalse(first.disconnecting());
    assertEquals(2, server.counters().evicted.sum());
    // With client certificates, who has not shown one yet.
    second.handshaking(true);
    buffers.note(second, 200 << 10, 0);
    assertFalse(first.disconnecting());
    assertTrue(second.disconnecting());
  }

  /// It may hold more than all may, and whoever holds nothing is no help.
  @Test
  void closeOnlyWhoHoldsAnythingBesideOneThatIsToStay() {
    first.protectedFromEviction(true);
    buffers.note(first, 0, 11 * MIB);
    assertFalse(first.disconnecting());
    assertFalse(idle.disconnecting());
    buffers.note(second, 0, MIB);
    assertTrue(second.disconnecting());
    assertFalse(first.disconnecting());
    assertFalse(idle.disconnecting());
    assertEquals(1, server.counters().evicted.sum());
  }

  /// As if its publisher had counted a message that was delivered at the same moment.
  @Test
  void areCountedAnewNowAndThen() {
    buffers.note(first, 0, MIB);
    first.holds(0, 0);
    look();
    assertEquals(0, buffers.total());
  }

  /// An event loop may be waiting, and what those that are to go hold is free only later.
  @Test
  void areLookedAtOnceThoughManyGrowBeyondTheLimit() {
    int bytes = 160 << 10;
    int count = 1000;
    var looks = new AtomicInteger();
    Buffers counted =
        new Buffers(
            server,
            () -> {
              looks.incrementAndGet();
              return server.sessions();
            });
    server.limits(server.limits().with(Limit.BUFFER_BYTES, count * bytes));
    List<Session> all = Stream.generate(this::admit).limit(count).toList();
    all.forEach(each -> counted.note(each, bytes, 0));
    assertEquals(0, looks.get());
    all.subList(0, 100).forEach(each -> counted.note(each, bytes + (16 << 10), 0));
    assertEquals(1, looks.get());
    all.stream().filter(Session::disconnecting).forEach(counted::forget);
    assertTrue(counted.total() < count * bytes);
    counted.note(first, 20 * MIB, 0);
    assertEquals(2, looks.get());
  }

  @Test
  void countWhatConnectionsAreCalled() {
    String text = "x".repeat(MIB);
    process(first, array("CLIENT", "SETNAME", text));
    assertEquals(MIB, buffers.total());
    process(first, array("CLIENT", "SETINFO", "LIB-NAME", text));
    assertEquals(2 * MIB, buffers.total());
    process(first, array("CLIENT", "SETINFO", "LIB-VER", text));
    assertEquals(3 * MIB, buffers.total());
    process(second, array("HELLO", "3", "SETNAME", text));
    assertEquals(4 * MIB, buffers.total());
    server.release(first, "test");
    assertEquals(MIB, buffers.total());
  }

  /// A name given with a refused `HELLO` is kept, as in Redis.
  @Test
  void keepNoLongNamesOfStrangers() {
    first.authenticated(false);
    process(first, "HELLO 3 SETNAME " + "x".repeat(1025) + "\r\n");
    assertEquals("", first.name());
    process(first, "HELLO 3 SETNAME " + "x".repeat(1024) + "\r\n");
    assertEquals(1024, first.name().length());
  }

  private void process(Session session, String requests) {
    ByteBuffer in = ByteBuffer.wrap(bytes(requests));
    server.process(session, new RequestParser(), in, new ReplyWriter(), new Turn(HandOver.NONE));
  }

  /// As the server does now and then.
  private void look() {
    new Housekeeping(server).look(System.nanoTime());
  }

  private Session admit() {
    return server.admit(ADDRESS, ADDRESS).orElseThrow();
  }
}
