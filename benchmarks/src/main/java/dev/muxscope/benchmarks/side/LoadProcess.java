package dev.muxscope.benchmarks.side;

import dev.muxscope.lab.ChildProcess;
import dev.muxscope.lab.Children;
import dev.muxscope.lab.LabException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A `redis-benchmark` that goes on until it is ended, and how many replies it has had.
///
/// A thread of its own reads what it says, so that each line is noted when it comes. That thread
/// writes the fields, the one that measures reads them, both under the monitor.
final class LoadProcess implements AutoCloseable {

  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final long STEP_MILLIS = 100;

  private final ChildProcess child;
  private long begunNanos;
  private long saidNanos;
  private int said;
  private @Nullable LoadLine last;
  private @Nullable LabException failure;

  private LoadProcess(ChildProcess child) {
    this.child = child;
  }

  /// @param command of `redis-benchmark`, with more requests than it can ever send
  static LoadProcess start(List<String> command, Children children) throws LabException {
    LoadProcess load = new LoadProcess(ChildProcess.start("load", command, children));
    Thread.ofPlatform().name("load-lines").daemon().start(load::read);
    return load;
  }

  private void read() {
    try {
      while (true) {
        String line = child.awaitLine(text -> LoadLine.parse(text).isPresent(), "a line", SILENCE);
        note(LoadLine.parse(line));
      }
    } catch (LabException e) {
      fail(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void note(Optional<LoadLine> line) {
    saidNanos = System.nanoTime();
    if (said == 0) {
      begunNanos = saidNanos;
    }
    said++;
    last = line.orElseThrow();
    notifyAll();
  }

  private synchronized void fail(LabException e) {
    failure = e;
    notifyAll();
  }

  /// Waits until all its connections are there and it sends.
  ///
  /// @param most in which that has to come
  synchronized void awaitBegin(Duration most) throws LabException, InterruptedException {
    awaitLine(1, most);
  }

  /// Waits for what it says next, when its account is exact.
  synchronized void awaitNextLine() throws LabException, InterruptedException {
    awaitLine(said + 1, SILENCE);
  }

  private void awaitLine(int number, Duration most) throws LabException, InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (said < number) {
      requireGoingOn();
      if (System.nanoTime() - deadline >= 0) {
        throw new LabException("no word came of the load in " + most.toSeconds() + " s");
      }
      wait(STEP_MILLIS);
    }
  }

  /// @throws LabException if it has ended
  synchronized void requireGoingOn() throws LabException {
    if (failure != null) {
      throw failure;
    }
  }

  /// How many replies it has had at a moment: what it said last, and its latest rate since.
  ///
  /// @param nanos the moment, as [System#nanoTime], not before its last line
  synchronized double replies(long nanos) {
    if (last == null) {
      return 0;
    }
    return (last.overall() * (saidNanos - begunNanos) + last.recent() * (nanos - saidNanos)) / 1e9;
  }

  @Override
  public void close() {
    child.close();
  }
}
