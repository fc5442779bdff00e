package dev.muxscope.select;

import dev.muxscope.common.server.Dispatch;
import dev.muxscope.common.server.RequestProcessor.HandOver;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads that execute what event loops hand over. Safe for all threads.
final class Workers {

  private final HandOver handOver;
  private final Executor executor;
  private final Runnable stop;

  private Workers(HandOver handOver, Executor executor, Runnable stop) {
    this.handOver = handOver;
    this.executor = executor;
    this.stop = stop;
  }

  private Workers(HandOver handOver, ExecutorService executor) {
    this(handOver, executor, executor::shutdownNow);
  }

  static Workers of(Dispatch dispatch) {
    return switch (dispatch) {
      case Dispatch.Inline _ -> new Workers(HandOver.NONE, Runnable::run, () -> {});
      case Dispatch.VirtualThreads _ -> new Workers(HandOver.ALL, virtualThreads());
      case Dispatch.Auto _ -> new Workers(HandOver.BLOCKING, virtualThreads());
      case Dispatch.Pool pool ->
          pool(pool.threads(), Thread.ofPlatform().daemon().name("mux-worker-", 0).factory());
    };
  }

  /// An executor rather than bare threads, since thread dumps list those of an executor only.
  private static ExecutorService virtualThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mux-handler-", 0).factory());
  }

  /// Its queue has no bound of its own, and needs none: a connection has one batch out at most. All
  /// its threads start now: one that could not start later would fail a batch, though others idle.
  ///
  /// @throws OutOfMemoryError if the system does not give so many
  static Workers pool(int threads, ThreadFactory factory) {
    var queue = new LinkedBlockingQueue<Runnable>();
    var pool = new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, queue, factory);
    try {
      pool.prestartAllCoreThreads();
    } catch (OutOfMemoryError e) {
      pool.shutdownNow();
      throw e;
    }
    return new Workers(HandOver.ALL, pool);
  }

  /// Which requests loops leave to workers.
  HandOver handOver() {
    return handOver;
  }

  /// Has a worker run `batch` soon.
  ///
  /// @throws java.util.concurrent.RejectedExecutionException after [#stop]
  /// @throws OutOfMemoryError if the system gives no more threads
  void execute(Batch batch) {
    executor.execute(batch);
  }

  /// Takes nothing more, and interrupts whoever still executes.
  void stop() {
    stop.run();
  }
}
