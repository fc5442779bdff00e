package dev.muxscope.client.load;

import dev.muxscope.client.load.WorkerEvent.Connected;
import dev.muxscope.client.load.WorkerEvent.Failed;
import dev.muxscope.client.load.WorkerEvent.Finished;
import dev.muxscope.client.load.WorkerEvent.Passed;
import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A thread that drives its share of the connections and of the schedule. It tells when its
/// connections are open, and what it has recorded at each boundary of the timeline, and never waits
/// for anybody who listens. Its connections stay open until it is stopped.
///
/// Its own thread owns the loop and the recorder; the queues stand between it and the thread that
/// gathers the results, which stops it by an interrupt.
final class LoadWorker {

  private static final long DRAIN_NANOS = 5_000_000_000L;
  private static final long DRAIN_STEP_NANOS = 5_000_000L;

  private final LoadOptions options;
  private final int number;
  private final RunEnd end;
  private final LatencyRecorder recorder;
  private final LoadLoop loop;
  private final Thread thread;
  private final BlockingQueue<WorkerEvent> connected;
  private final BlockingQueue<WorkerEvent> events = new LinkedBlockingQueue<>();
  private final Queue<Interval> spare = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Timeline> start = new ArrayBlockingQueue<>(1);

  private LoadWorker(
      LoadOptions options, int number, RunEnd end, BlockingQueue<WorkerEvent> connected)
      throws IOException, LoadException {
    this.options = options;
    this.number = number;
    this.end = end;
    this.connected = connected;
    this.recorder = new LatencyRecorder(options.pace().openLoop());
    this.loop = new LoadLoop(options, number, recorder);
    this.thread = Thread.ofPlatform().daemon().name("load-" + number).unstarted(this::run);
  }

  /// Starts a thread, which opens its connections at once.
  ///
  /// @param number counted from 0
  /// @param connected is told when they are open, or that it has failed; may be that of all threads
  static LoadWorker start(
      LoadOptions options, int number, RunEnd end, BlockingQueue<WorkerEvent> connected)
      throws IOException, LoadException {
    var worker = new LoadWorker(options, number, end, connected);
    worker.thread.start();
    return worker;
  }

  /// Lets the requests flow.
  void begin(Timeline timeline) {
    start.add(timeline);
  }

  /// The next thing it tells once requests flow, when it does.
  WorkerEvent next() throws InterruptedException {
    return events.take();
  }

  /// Gives back an interval that has been read.
  void recycle(Interval interval) {
    interval.reset();
    spare.add(interval);
  }

  private void run() {
    try (loop) {
      SocketWait.shortenTimerSlack();
      loop.connect();
      connected.add(new Connected(loop.openConnections()));
      drive(start.take());
      // Leaving here closes the connections, which whoever gathers the results may want to outlast.
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException _) {
      // All has been told, or nobody listens any more.
    } catch (LoadException e) {
      fail(e);
    } catch (OutOfMemoryError e) {
      fail("out of memory: " + e.getMessage());
    } catch (IOException | RuntimeException | Error e) {
      // Errors too: whoever gathers the results would wait for ever for a thread that has gone.
      fail(e.toString());
    }
  }

  private void fail(String why) {
    fail(new LoadException(options.target() + ": " + why));
  }

  /// Whichever of the two is listened to.
  private void fail(LoadException why) {
    connected.add(new Failed(why));
    events.add(new Failed(why));
  }

  private void drive(Timeline timeline) throws IOException, InterruptedException {
    recorder.measureFrom(timeline.measureFromNanos());
    loop.follow(Churn.of(options.connections(), number, timeline.begunNanos()));
    if (options.pace().openLoop()) {
      loop.follow(Schedule.of(options, number, timeline.begunNanos()));
    } else {
      loop.startRefilling();
    }
    int next = 0;
    for (; end.enter(next); next++) {
      loop.runUntil(timeline.boundary(next));
      events.add(
          new Passed(
              endInterval(),
              recorder.replies(),
              loop.waitedNanos(),
              System.nanoTime(),
              loop.openConnections(),
              loop.isLost() ? Optional.of(loop.firstFailure()) : Optional.empty()));
    }
    drain(timeline.boundary(next - 1));
    events.add(
        new Finished(
            endInterval(),
            recorder.service(),
            recorder.sendLag(),
            recorder.dueBatches(),
            loop.errors(),
            loop.sockets()));
  }

  private Interval endInterval() {
    Interval next = spare.poll();
    return recorder.endInterval(next == null ? new Interval() : next);
  }

  private void drain(long endNanos) throws IOException, InterruptedException {
    loop.windDown(endNanos);
    long giveUp = System.nanoTime() + DRAIN_NANOS;
    while (!loop.isDone() && !loop.isLost() && System.nanoTime() - giveUp < 0) {
      loop.runUntil(System.nanoTime() + DRAIN_STEP_NANOS);
    }
    loop.giveUp();
  }

  /// Has it end soon, if it has not ended.
  void stop() {
    thread.interrupt();
  }

  /// Waits for its end, once it is stopped.
  void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
