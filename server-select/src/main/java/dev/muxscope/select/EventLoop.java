package dev.muxscope.select;

import dev.muxscope.common.command.EndReason;
import dev.muxscope.common.event.FaultLog;
import dev.muxscope.common.event.FlightEvents;
import dev.muxscope.common.event.IoCounters;
import dev.muxscope.common.event.LoopTickEvent;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// One thread that waits for many sockets, and has whichever is ready served by its handler.
///
/// All state belongs to the loop's thread, except the queue of tasks, through which other threads
/// make it do something.
final class EventLoop {

  private static final FaultLog LOG = new FaultLog(EventLoop.class);

  /// How often a loop that stops looks at its deadline.
  private static final long STOPPING_MILLIS = 10;

  /// Tasks in one turn, so that those that make more tasks do not keep sockets waiting.
  private static final int MAX_TASKS = 1024;

  /// How long to wait for memory until one tries again.
  private static final long MEMORY_NANOS = 100_000_000;

  private final int number;
  private final Selector selector;
  private final LoopCounts counts;
  private final Runnable onEnd;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> postponed = new ArrayDeque<>();
  private final ReadyHandlers ready = new ReadyHandlers();

  /// When the last select returned, as [System#nanoTime].
  private long wokenNanos;

  private boolean stopping;
  private long deadlineNanos;

  /// @param onEnd run when the loop has ended, for whatever reason
  EventLoop(int number, Selector selector, IoCounters counters, Runnable onEnd) {
    this.number = number;
    this.selector = selector;
    this.onEnd = onEnd;
    this.counts = new LoopCounts(counters);
    this.thread = Thread.ofPlatform().name("mux-loop-" + number).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Makes the loop's thread run `task` soon; from any thread.
  void execute(Runnable task) {
    tasks.add(task);
    // The loop's own thread looks for tasks before it waits.
    if (Thread.currentThread() != thread) {
      selector.wakeup();
    }
  }

  /// Like [#execute], but tries again until there is memory to queue the task: for what a
  /// connection would wait for in vain. Blocks meanwhile, so not on the loop's thread.
  void executeSurely(Runnable task) {
    while (true) {
      try {
        execute(task);
        return;
      } catch (OutOfMemoryError _) {
        LockSupport.parkNanos(MEMORY_NANOS);
      }
    }
  }

  /// Runs `task` in the next turn, when all that are ready by then have been served; on the loop's
  /// thread.
  void postpone(Runnable task) {
    postponed.add(task);
  }

  /// Lets every handler finish, and ends the loop when all are closed or `grace` is over; from any
  /// thread.
  void stop(Duration grace) {
    execute(() -> {
      stopping = true;
      deadlineNanos = System.nanoTime() + grace.toNanos();
      forEachHandler(handler -> handler.guard(handler::onStop));
    });
  }

  /// Ends a loop of a server that could not be started, whether it has begun itself or not.
  void giveUp() {
    if (thread.getState() == Thread.State.NEW) {
      closeAll();
    } else {
      stop(Duration.ZERO);
    }
  }

  /// Interrupts what holds the loop, if it has not ended; from any thread.
  void interrupt() {
    thread.interrupt();
  }

  /// Waits until the loop has ended, or `deadlineNanos`, as [System#nanoTime], is past. Runs the
  /// tasks that came too late for the loop, in the thread that waits: a connection on its way to it
  /// has to be let go.
  void join(long deadlineNanos) throws InterruptedException {
    // No less than 1, since 0 is for ever.
    thread.join(Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000));
    while (!thread.isAlive() && !tasks.isEmpty()) {
      runTasks();
    }
  }

  /// Registers a channel, which blocks nobody from now on; on the loop's thread, or before it
  /// starts. The caller attaches a [ReadyHandler] to the key.
  ///
  /// @throws IOException if the loop has ended, too
  SelectionKey register(SelectableChannel channel, int interest) throws IOException {
    if (!selector.isOpen()) {
      throw new IOException(EndReason.SERVER_STOPS);
    }
    channel.configureBlocking(false);
    return channel.register(selector, interest);
  }

  /// What this loop has done since its last turn.
  LoopCounts counts() {
    return counts;
  }

  /// When the last select returned, as [System#nanoTime]; near enough to now for accounts.
  long wokenNanos() {
    return wokenNanos;
  }

  /// Whether [#stop] was called; on the loop's thread.
  boolean stopping() {
    return stopping;
  }

  private void run() {
    try {
      while (!finished()) {
        turn();
      }
    } catch (IOException | RuntimeException | Error e) {
      LOG.error("event loop ", number, " ends", e);
    } finally {
      closeAll();
      onEnd.run();
    }
  }

  private boolean finished() {
    return stopping && (selector.keys().isEmpty() || System.nanoTime() - deadlineNanos >= 0);
  }

  private void turn() throws IOException {
    boolean recorded = FlightEvents.on();
    long start = recorded ? System.nanoTime() : 0;
    int found = select();
    wokenNanos = System.nanoTime();
    if (found == 0) {
      // An interrupt flag left set would make every later select return at once.
      Thread.interrupted();
    }
    int due = postponed.size();
    ready.callAll();
    runTasks();
    runPostponed(due);
    if (recorded) {
      record(start, found);
    }
    counts.flush();
  }

  private int select() throws IOException {
    if (!postponed.isEmpty() || !tasks.isEmpty()) {
      return selector.selectNow(ready);
    }
    return stopping ? selector.select(ready, STOPPING_MILLIS) : selector.select(ready);
  }

  private void runTasks() {
    for (int i = 0; i < MAX_TASKS; i++) {
      Runnable task = tasks.poll();
      if (task == null) {
        return;
      }
      runGuarded(task);
    }
  }

  /// Runs those that were there before the select; they may postpone others.
  private void runPostponed(int due) {
    for (int i = 0; i < due; i++) {
      runGuarded(postponed.remove());
    }
  }

  /// One task's fault is not to end the loop.
  private void runGuarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("event loop ", number, ": a task failed", e);
    }
  }

  private void record(long start, int found) {
    long end = System.nanoTime();
    LoopTickEvent event = new LoopTickEvent();
    if (event.shouldCommit()) {
      event.loop = number;
      event.selectTime = wokenNanos - start;
      event.processTime = end - wokenNanos;
      event.ready = found;
      event.reads = counts.reads;
      event.writes = counts.writes;
      event.requests = counts.requests;
      event.commit();
    }
  }

  private void forEachHandler(Consumer<ReadyHandler> action) {
    Set<SelectionKey> keys = selector.isOpen() ? selector.keys() : Set.of();
    for (SelectionKey key : keys.toArray(SelectionKey[]::new)) {
      if (key.attachment() instanceof ReadyHandler handler) {
        action.accept(handler);
      }
    }
  }

  /// Whatever fails of it, that the loop has ended is to be told.
  private void closeAll() {
    try {
      forEachHandler(handler -> handler.guard(handler::closeNow));
      selector.close();
    } catch (IOException | RuntimeException | Error e) {
      LOG.error("event loop ", number, " has not closed all", e);
    }
  }
}
