package dev.muxscope.select;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.server.Dispatch;
import dev.muxscope.common.server.Server;
import dev.muxscope.common.server.ServerOptions;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopContextTest {

  private final Server server =
      new Server("select", ServerOptions.defaults(), List.of(), Optional.empty());
  private final Selector selector = Selector.open();
  private final LoopContext context =
      new LoopContext(
          new EventLoop(0, selector, server.counters(), () -> {}),
          server,
          Workers.of(new Dispatch.Inline()));

  LoopContextTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    selector.close();
  }

  @Test
  void lendsTheSameUntilItIsGivenAway() {
    PartialInput first = context.emptyPartial();
    assertSame(first, context.emptyPartial());
    context.giveAwayPartial();
    PartialInput second = context.emptyPartial();
    assertNotSame(first, second);
    assertSame(second, context.emptyPartial());
  }

  /// Any number of batches may be out while handlers block.
  @Test
  void keepsDirectWritersOnlyAndMakesFew() {
    List<ReplyWriter> lent = new ArrayList<>();
    for (int i = 0; i < LoopContext.MAX_SPARES; i++) {
      lent.add(context.takeSpare());
      assertTrue(lent.getLast().isDirect());
    }
    ReplyWriter extra = context.takeSpare();
    assertFalse(extra.isDirect());
    context.giveSpare(extra);
    lent.forEach(context::giveSpare);
    for (int i = 0; i < LoopContext.MAX_SPARES; i++) {
      assertTrue(lent.remove(context.takeSpare()));
    }
    assertFalse(context.takeSpare().isDirect());
  }

  /// Bytes on the heap would be copied for each write.
  @Test
  void keepsRepliesOfSomeKilobytesOutOfTheHeap() {
    ReplyWriter spare = context.takeSpare();
    spare.bulk(new byte[5000]);
    context.giveSpare(spare);
    assertTrue(context.takeSpare().flip().isDirect());
  }
}
