package dev.muxscope.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/// One pass over a recording for the events of one type, while DuckDB works on those read before.
///
/// ```
/// reader thread: file -> events -> batches -> queue -> DuckDB's threads: next()
/// ```
///
/// The batch being filled, and the count, belong to the reader; the queue, a few batches long,
/// bounds memory.
final class EventScan {

  /// The message of what a pass that was ended early throws.
  static final String ENDED = "the statement was interrupted";

  private static final int QUEUED_BATCHES = 4;

  private final EventScans.Target target;
  private final List<Leaf> leaves;
  private final StackTexts stacks = new StackTexts();
  private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(QUEUED_BATCHES);
  private final Thread reader;
  private Batch filling;
  private long read;
  private volatile boolean closed;
  private volatile @Nullable EventStream stream;
  private volatile @Nullable Throwable failure;

  private EventScan(EventScans.Target target, List<Leaf> leaves) {
    this.target = target;
    this.leaves = leaves;
    this.filling = new Batch(leaves);
    this.reader =
        Thread.ofPlatform().daemon().name("scan of " + target.type()).unstarted(this::readAll);
  }

  /// Starts to read.
  ///
  /// @param target what to read
  /// @param leaves the values wanted, in the order of the batches' columns
  static EventScan start(EventScans.Target target, List<Leaf> leaves) {
    EventScan scan = new EventScan(target, leaves);
    scan.reader.start();
    return scan;
  }

  /// Waits for rows.
  ///
  /// @return the next rows, none at the end
  /// @throws IOException if the recording cannot be read on
  /// @throws CancellationException if the pass was ended early
  Batch next() throws IOException, InterruptedException {
    Batch batch = queue.take();
    if (closed) {
      throw ended();
    }
    Throwable failed = failure;
    if (batch.rows() == 0 && failed != null) {
      throw failed instanceof IOException known ? known : new IOException(failed);
    }
    return batch;
  }

  /// Ends the pass early, and a wait for rows. Safe to call from any thread, and again.
  void close() {
    closed = true;
    reader.interrupt();
    EventStream reading = stream;
    if (reading != null) {
      // Where no event is of the type, nothing else tells the reader.
      reading.close();
    }
    // The reader puts in one batch more at most, so there is room.
    queue.clear();
    queue.offer(new Batch(List.of()));
  }

  private void readAll() {
    try {
      for (Path file : target.files()) {
        read(file);
      }
      checkComplete();
      put(filling);
      if (filling.rows() > 0) {
        put(new Batch(leaves));
      }
    } catch (CancellationException _) {
      // Nobody waits for more.
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      putFailure();
    }
  }

  private void putFailure() {
    try {
      put(new Batch(List.of()));
    } catch (CancellationException _) {
      // Nobody waits to hear of it.
    }
  }

  @SuppressWarnings("try") // Closing from within is how a stream is ended early.
  private void read(Path file) throws IOException {
    try (EventStream events = EventStream.openFile(file)) {
      stream = events;
      events.setOrdered(false);
      events.setReuse(true);
      events.onEvent(target.type(), this::accept);
      events.onError(error -> {
        failure = error;
        events.close();
      });
      if (closed) {
        throw ended();
      }
      run(events, file);
    }
    rethrow();
  }

  // What is thrown here is the parser's; what an event's consumer throws goes to the handler.
  private static void run(EventStream events, Path file) throws IOException {
    try {
      events.start();
    } catch (RuntimeException | InternalError e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  /// Where a file is damaged, the stream just ends.
  private void checkComplete() throws IOException {
    if (target.events().isPresent() && target.events().getAsLong() != read) {
      throw new IOException(
          "only %d of the %d events of %s can be read: a file is damaged"
              .formatted(read, target.events().getAsLong(), target.type()));
    }
  }

  private void rethrow() throws IOException {
    switch (failure) {
      case null -> {}
      case CancellationException cancelled -> throw cancelled;
      case Throwable other -> throw new IOException(other);
    }
  }

  private void accept(RecordedEvent event) {
    filling.add(event, stacks);
    read++;
    if (filling.isFull()) {
      put(filling);
      filling = new Batch(leaves);
    }
  }

  private void put(Batch batch) {
    try {
      if (!closed) {
        queue.put(batch);
        return;
      }
    } catch (InterruptedException _) {
      // Only close interrupts.
    }
    throw ended();
  }

  private static CancellationException ended() {
    return new CancellationException(ENDED);
  }
}
