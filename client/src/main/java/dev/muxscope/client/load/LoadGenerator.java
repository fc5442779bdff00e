package dev.muxscope.client.load;

import dev.muxscope.client.load.LoadEvent.Phase;
import dev.muxscope.client.load.LoadEvent.PhaseBegun;
import dev.muxscope.client.load.WorkerEvent.Connected;
import dev.muxscope.client.load.WorkerEvent.Failed;
import dev.muxscope.client.load.WorkerEvent.Finished;
import dev.muxscope.client.load.WorkerEvent.Passed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// Puts a server under load and measures it: connects, warms up, measures, awaits late replies.
///
/// ```
/// CONNECTING -> WARMING_UP -> MEASURING -> MEASURED (late replies, up to 5 s)
/// ```
///
/// Then it keeps its connections open for some milliseconds more, or 100 µs for each, so that who
/// counts by thread still finds the server as it was: where each connection has a thread, closing
/// them sets all of them to work, and what the system has counted for them goes with them.
///
/// Open loop (a rate is given): requests are due on a fixed schedule, round robin over the active
/// connections, and leave when they are due, whatever came back. Response times count from the
/// moment a request was due, so a stalled server, or a late generator, shows in full: no
/// coordinated omission. Closed loop (no rate): each connection sends when its last replies are in.
///
/// A connection that dies is counted and not replaced, and so is one of a churn that is not greeted
/// within 10 s; an open loop's requests then go to the rest of its thread's. Those for which there
/// was none until the end count as due and unanswered. A run ends early only when no thread has a
/// connection left that sends, at the next boundary of its timeline.
///
/// [LoadWorker]s have the sockets. The calling thread gathers what they hand over, and so neither
/// prints nor writes files on their time; it owns everything here.
public final class LoadGenerator implements AutoCloseable {

  private static final long KEEP_OPEN_MILLIS = 20;
  private static final long KEPT_OPEN_PER_MILLI = 10;

  private final LoadOptions options;
  private final Consumer<? super LoadEvent> listener;
  private final RunEnd end;
  private final List<LoadWorker> workers = new ArrayList<>();

  private LoadGenerator(LoadOptions options, Consumer<? super LoadEvent> listener, RunEnd end) {
    this.options = options;
    this.listener = listener;
    this.end = end;
  }

  /// Runs to the end.
  ///
  /// @param options what to do
  /// @param listener is told how it goes, on this thread
  /// @throws LoadException when the server cannot be reached, all connections are lost, this
  ///   machine has no file or port left, the log cannot be written, or the calling thread is
  ///   interrupted
  public static LoadResult run(LoadOptions options, Consumer<? super LoadEvent> listener)
      throws LoadException {
    return run(options, listener, new RunEnd());
  }

  /// The same with an end that may come early; the result is then that of the shorter measured
  /// part.
  ///
  /// @throws LoadException also when it comes before anything was measured
  public static LoadResult run(
      LoadOptions options, Consumer<? super LoadEvent> listener, RunEnd end) throws LoadException {
    try (var generator = new LoadGenerator(options, listener, end)) {
      return generator.run();
    } catch (IOException e) {
      throw new LoadException(options.target() + ": " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new LoadException(options.target() + ": interrupted");
    }
  }

  private LoadResult run() throws LoadException, IOException, InterruptedException {
    try (var account = new RunAccount(options, listener)) {
      int connections = connect();
      tell(Phase.WARMING_UP, connections);
      measure(account);
      Thread.sleep(Math.max(KEEP_OPEN_MILLIS, connections / KEPT_OPEN_PER_MILLI));
      return account.result().judged();
    }
  }

  private int connect() throws LoadException, IOException, InterruptedException {
    tell(Phase.CONNECTING, 0);
    // The first call loads classes for 20 ms, which is better spent now than under load.
    long _ = ownCpuNanos() + epochNanos();
    // Of all threads, so that one that fails need not wait for the others' ramp to be heard.
    BlockingQueue<WorkerEvent> connected = new LinkedBlockingQueue<>();
    for (int i = 0; i < options.connections().threads(); i++) {
      workers.add(LoadWorker.start(options, i, end, connected));
    }
    int connections = 0;
    for (int i = 0; i < workers.size(); i++) {
      connections += expect(connected.take(), Connected.class).connections();
    }
    if (options.content().mix().isPresent()) {
      KeyWriter.write(options, options.content().mix().get());
    }
    return connections;
  }

  private void measure(RunAccount account) throws LoadException, InterruptedException {
    Timeline timeline = Timeline.of(options, System.nanoTime());
    account.begin(timeline, epochNanos());
    end.plan(timeline.lastBoundary());
    workers.forEach(worker -> worker.begin(timeline));
    boolean last = false;
    for (int i = 0; !last; i++) {
      int connections = gather(account);
      last = !end.enter(i + 1);
      if (last && i <= timeline.measureFromBoundary()) {
        throw new LoadException(options.target() + ": ended before anything was measured");
      }
      endPart(i, last, timeline, account, connections);
    }
    for (LoadWorker worker : workers) {
      account.add(expect(worker.next(), Finished.class));
    }
    account.end();
  }

  /// Adds what all threads have recorded up to the next boundary.
  ///
  /// @return how many connections are open
  /// @throws LoadException also when none that sends is left on any thread
  private int gather(RunAccount account) throws LoadException, InterruptedException {
    int connections = 0;
    List<String> lost = new ArrayList<>();
    for (LoadWorker worker : workers) {
      Passed passed = expect(worker.next(), Passed.class);
      account.add(passed);
      worker.recycle(passed.interval());
      connections += passed.connections();
      passed.lost().ifPresent(lost::add);
    }
    if (lost.size() == workers.size()) {
      throw new LoadException(options.target() + ": all connections are lost: " + lost.getFirst());
    }
    return connections;
  }

  private void endPart(
      int boundary, boolean last, Timeline timeline, RunAccount account, int connections)
      throws LoadException {
    // Who listens may count something from this moment on, so it is told before anything else.
    if (boundary == timeline.measureFromBoundary()) {
      tell(Phase.MEASURING, connections);
      account.measureFrom(ownCpuNanos());
    }
    if (last) {
      tell(Phase.MEASURED, connections);
      account.measureTo(ownCpuNanos());
    }
    account.endPart(boundary, last);
  }

  private static <E extends WorkerEvent> E expect(WorkerEvent event, Class<E> expected)
      throws LoadException {
    if (event instanceof Failed(LoadException why)) {
      throw why;
    }
    return expected.cast(event);
  }

  private void tell(Phase phase, int connections) {
    listener.accept(new PhaseBegun(phase, connections));
  }

  private static long epochNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private static long ownCpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /// Ends what is still going on.
  @Override
  public void close() {
    workers.forEach(LoadWorker::stop);
    workers.forEach(LoadWorker::join);
  }
}
