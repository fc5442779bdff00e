package dev.muxscope.vthreads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.muxscope.common.protocol.ReplyWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyWritersTest {

  private final ReplyWriters writers = new ReplyWriters();

  @Test
  void lendsWhatWasGivenBackAndEmpty() {
    ReplyWriter writer = writers.take();
    writer.pong();
    writers.give(writer);
    assertSame(writer, writers.take());
    assertEquals(0, writer.size());
  }

  @Test
  void lendsOneToEach() {
    assertNotSame(writers.take(), writers.take());
  }

  @Test
  void keepsNoMoreThanItHasRoomFor() {
    List<ReplyWriter> lent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      lent.add(writers.take());
    }
    lent.forEach(writers::give);
    for (int i = 0; i < 64; i++) {
      assertSame(lent.get(i), writers.take());
    }
    assertEquals(-1, lent.indexOf(writers.take()));
  }
}
