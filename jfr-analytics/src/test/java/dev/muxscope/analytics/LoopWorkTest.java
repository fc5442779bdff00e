package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.analytics.LoopWork.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopWorkTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "2, 2",
    "3, 3 to 4",
    "4, 3 to 4",
    "5, 5 to 8",
    "8, 5 to 8",
    "9, 9 to 16",
    "1000, 513 to 1024",
    "-1, 0"
  })
  void putsSizesIntoBucketsOfDoublingWidth(int size, String label) {
    assertEquals(label, LoopWork.label(LoopWork.bucket(size)));
  }

  @Test
  void leavesOutTheSecondsInWhichRequestsBeginAndEnd() {
    LoopWork.Loop loop = new LoopWork.Loop();
    loop.add(1, 1_000, 10, 0);
    loop.add(2, 900, 100, 1);
    loop.add(3, 600, 400, 4);
    assertEquals(5, loop.serving().requests());

    loop.add(4, 900, 100, 1);
    loop.add(5, 1_000, 10, 0);
    assertEquals(4, loop.serving().requests());
    assertEquals(0.4, loop.serving().busy(), 1e-9);
  }

  @Test
  void addsUpTicks() {
    LoopWork.Loop loop = new LoopWork.Loop();
    loop.add(1, 700, 300, 3);
    loop.add(2, 100, 900, 1);
    Work all = loop.all();

    assertEquals(2, all.ticks());
    assertEquals(4, all.requests());
    assertEquals(0.6, all.busy(), 1e-9);
    assertEquals(100, all.shortestSelect());
    // Of three requests in 300 ns, the second waits 100 and the third 200.
    assertEquals(300, all.behind(), 1e-9);
    assertEquals(2, loop.seconds().size());
  }
}
