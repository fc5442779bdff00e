package dev.muxscope.vthreads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.common.command.Session;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
import dev.muxscope.common.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncomingTest {

  private final Server server =
      new Server("threads", ServerOptions.defaults(), List.of(), Optional.empty());
  private final InetSocketAddress address =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  private final Session session = server.admit(address, address).orElseThrow();
  private final SocketChannel channel = SocketChannel.open();
  private final AtomicInteger readers = new AtomicInteger();
  private final Incoming incoming =
      new Incoming(
          server, session, Transport.plain(channel), new ThreadKind(this::reader, 0, false));

  IncomingTest() throws IOException {}

  private Thread reader(Runnable work) {
    readers.incrementAndGet();
    return new Thread(() -> {});
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
  }

  @Test
  void hasAnotherThreadReadOnceAWriteWasSeenTwice() {
    incoming.sendingBegins();
    incoming.checkStall();
    assertEquals(0, readers.get(), "it may have begun just now");
    incoming.checkStall();
    assertEquals(1, readers.get());
    incoming.checkStall();
    assertEquals(1, readers.get(), "has one");
  }

  @Test
  void takesNoWriteForTheOneBefore() {
    for (int i = 0; i < 3; i++) {
      incoming.sendingBegins();
      incoming.checkStall();
      session.countWritten(1);
      incoming.sendingEnds();
      incoming.checkStall();
    }
    assertEquals(0, readers.get());
  }
}
