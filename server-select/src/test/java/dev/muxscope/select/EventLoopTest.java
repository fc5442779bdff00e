package dev.muxscope.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.event.IoCounters;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventLoopTest {

  private final IoCounters counters = new IoCounters();
  private final Selector selector = Selector.open();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final EventLoop loop = new EventLoop(7, selector, counters, ended::countDown);

  EventLoopTest() throws IOException {}

  @AfterEach
  void end() throws InterruptedException {
    if (selector.isOpen()) {
      loop.stop(Duration.ZERO);
    }
    join();
  }

  @Test
  void runsTasksOnItsOwnThread() throws Exception {
    loop.start();
    var name = new CompletableFuture<String>();
    loop.execute(() -> name.complete(Thread.currentThread().getName()));
    assertEquals("mux-loop-7", name.get());
  }

  @Test
  void runsTasksInTheirOrderAndThoseFromBeforeItsStart() throws InterruptedException {
    List<Integer> done = new CopyOnWriteArrayList<>();
    var last = new CountDownLatch(1);
    loop.execute(() -> done.add(1));
    loop.execute(() -> done.add(2));
    loop.start();
    loop.execute(() -> {
      done.add(3);
      last.countDown();
    });
    last.await();
    assertEquals(List.of(1, 2, 3), done);
  }

  @Test
  void selectsAgainWhileTasksMakeMoreTasks() throws InterruptedException {
    loop.start();
    var left = new AtomicInteger(100_000);
    var done = new CountDownLatch(1);
    loop.execute(() -> again(left, done));
    done.await();
    long selects = counters.selects.sum();
    assertTrue(selects > 50, selects + " selects");
  }

  private void again(AtomicInteger left, CountDownLatch done) {
    if (left.decrementAndGet() == 0) {
      done.countDown();
    } else {
      loop.execute(() -> again(left, done));
    }
  }

  @Test
  void goesOnAfterATaskThatFails() throws Exception {
    loop.start();
    loop.execute(() -> {
      throw new AssertionError("as the test wants");
    });
    var next = new CompletableFuture<String>();
    loop.execute(() -> next.complete("done"));
    assertEquals("done", next.get());
  }

  @Test
  void tellsThatItHasEndedWhenItsSelectorFails() throws Exception {
    loop.start();
    selector.close();
    ended.await();
    join();
  }

  /// What ends a loop, such as want of memory, may also keep it from closing its connections.
  @Test
  void tellsThatItHasEndedThoughItCannotClose() throws Exception {
    var failing = new EventLoop(8, new FailingSelector(), counters, ended::countDown);
    failing.start();
    ended.await();
  }

  /// That would cost two system calls and a turn.
  @Test
  void isNotWokenByItsOwnTasks() throws Exception {
    var waiting = new StubSelector();
    var other = new EventLoop(8, waiting, counters, () -> {});
    other.start();
    var done = new CountDownLatch(1);
    other.execute(() -> other.execute(done::countDown));
    done.await();
    assertEquals(1, waiting.wakeups.get());
    other.stop(Duration.ZERO);
    other.join(System.nanoTime() + Duration.ofSeconds(20).toNanos());
  }

  /// Without channels.
  private static class StubSelector extends Selector {

    final AtomicInteger wakeups = new AtomicInteger();
    private final Semaphore woken = new Semaphore(0);

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public SelectorProvider provider() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Set<SelectionKey> keys() {
      return Set.of();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
      return new HashSet<>();
    }

    @Override
    public int selectNow() {
      return 0;
    }

    @Override
    public int select(long timeout) {
      woken.acquireUninterruptibly();
      woken.drainPermits();
      return 0;
    }

    @Override
    public int select() {
      return select(0);
    }

    @Override
    public Selector wakeup() {
      wakeups.incrementAndGet();
      woken.release();
      return this;
    }

    @Override
    public void close() {}
  }

  private static final class FailingSelector extends StubSelector {

    @Override
    public Set<SelectionKey> keys() {
      throw fault();
    }

    @Override
    public int select(long timeout) {
      throw fault();
    }

    @Override
    public void close() {
      throw fault();
    }

    private static Error fault() {
      return new OutOfMemoryError("as the test wants");
    }
  }

  @Test
  void runsWhatCameTooLateForItInTheThreadThatWaitsForItsEnd() throws Exception {
    loop.start();
    loop.stop(Duration.ZERO);
    join();
    var done = new AtomicInteger();
    for (int i = 0; i < 3000; i++) {
      loop.execute(done::incrementAndGet);
    }
    assertEquals(0, done.get());
    join();
    assertEquals(3000, done.get());
  }

  @Test
  void registersNothingOnceItHasEnded() throws Exception {
    loop.start();
    loop.stop(Duration.ZERO);
    join();
    try (SocketChannel late = SocketChannel.open()) {
      assertThrows(IOException.class, () -> loop.register(late, SelectionKey.OP_CONNECT));
    }
  }

  @Test
  void waitsWithoutSpinning() throws InterruptedException {
    loop.start();
    assertFewSelects();
  }

  @Test
  void doesNotSpinWhenItsThreadWasInterrupted() throws InterruptedException {
    loop.start();
    var interrupted = new CountDownLatch(1);
    loop.execute(() -> {
      Thread.currentThread().interrupt();
      interrupted.countDown();
    });
    interrupted.await();
    assertFewSelects();
  }

  @Test
  void postponesWorkBehindWhatIsReady() throws InterruptedException {
    loop.start();
    var turns = new AtomicInteger();
    Runnable again =
        new Runnable() {
          @Override
          public void run() {
            turns.incrementAndGet();
            loop.postpone(this);
          }
        };
    loop.execute(() -> loop.postpone(again));
    for (int i = 0; i < 10; i++) {
      var others = new CountDownLatch(1);
      int before = turns.get();
      loop.execute(others::countDown);
      others.await();
      while (turns.get() == before) {
        Thread.onSpinWait();
      }
    }
    assertTrue(counters.selects.sum() >= 10, "a select before each");
    loop.stop(Duration.ofDays(1));
    join();
  }

  @Test
  void endsWhenItIsStopped() throws InterruptedException {
    loop.start();
    // No handler is there, so that nothing has to be waited for.
    loop.stop(Duration.ofDays(1));
    ended.await();
  }

  private void assertFewSelects() throws InterruptedException {
    Thread.sleep(200);
    long selects = counters.selects.sum();
    assertTrue(selects < 50, selects + " selects");
  }

  private void join() throws InterruptedException {
    loop.join(System.nanoTime() + Duration.ofSeconds(20).toNanos());
  }
}
