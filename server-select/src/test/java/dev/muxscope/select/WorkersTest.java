package dev.muxscope.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {

  private final List<Thread> made = new ArrayList<>();

  /// As where the system gives no more threads after some. It fails earlier than that would, since
  /// a pool does not call `start`.
  private Thread oneOfTwo(Runnable task) {
    if (made.size() == 2) {
      throw new OutOfMemoryError("as expected by the test");
    }
    Thread thread = new Thread(task);
    made.add(thread);
    return thread;
  }

  @Test
  void haveAllThreadsOfAPoolAtTheStart() {
    Workers workers = Workers.pool(2, this::oneOfTwo);
    assertEquals(2, made.size());
    workers.stop();
  }

  @Test
  void failAtTheStartForWantOfThreadsAndLeaveNoneBehind() throws InterruptedException {
    assertThrows(OutOfMemoryError.class, () -> Workers.pool(3, this::oneOfTwo));
    for (Thread each : made) {
      assertTrue(each.join(Duration.ofSeconds(20)));
    }
  }
}
