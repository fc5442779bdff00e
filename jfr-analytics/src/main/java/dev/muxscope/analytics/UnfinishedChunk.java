package dev.muxscope.analytics;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// Finds how much of a chunk without an end can be read: of one that was cut off, or whose JVM was
/// killed.
///
/// A recorder that records to disk, as `-XX:StartFlightRecording` makes it, flushes about once a
/// second: it writes what the events so far refer to, and last a checkpoint that says so. All
/// events before the last such checkpoint can be read; those behind it refer to what is not there.
///
/// Owned by the thread that calls [#find].
final class UnfinishedChunk {

  // A bit of the checkpoint's kind: all that was written before it is complete.
  private static final int FLUSH = 1;

  private final EventWalk events;
  private long metadata;
  private long flush;
  private long flushTicks;
  private long end;

  private UnfinishedChunk(EventWalk events) {
    this.events = events;
  }

  /// The readable beginning of the chunk at `at`; none if it holds no checkpoint yet.
  static Optional<Chunk> find(FileChannel file, ByteBuffer header, long at) throws IOException {
    var chunk = new UnfinishedChunk(new EventWalk(file, at, file.size() - at));
    chunk.walk();
    return chunk.end == 0 ? Optional.empty() : Optional.of(chunk.readable(header, at));
  }

  private Chunk readable(ByteBuffer header, long at) {
    long ticks = header.getLong(Chunk.TICKS_AT);
    long frequency = Math.max(1, header.getLong(Chunk.TICKS_PER_SECOND_AT));
    double nanosPerTick = 1e9 / frequency;
    long nanos = Math.round((flushTicks - ticks) * nanosPerTick);
    return new Chunk(
        at,
        end,
        flush,
        metadata,
        header.getLong(Chunk.START_AT),
        Math.max(0, nanos),
        ticks,
        frequency,
        false);
  }

  private void walk() throws IOException {
    try {
      while (events.next()) {
        acceptEvent();
        if (events.start() == flush && metadata > 0) {
          end = events.end();
        }
      }
    } catch (EOFException _) {
      // Shorter than it was: what was found until here stands.
    }
  }

  private void acceptEvent() throws IOException {
    if (events.type() == EventWalk.METADATA) {
      metadata = events.start();
    } else if (events.type() == EventWalk.CHECKPOINT) {
      long ticks = events.readNumber();
      events.readNumber(); // duration
      events.readNumber(); // distance to the checkpoint before
      if ((events.readByte() & FLUSH) != 0) {
        flush = events.start();
        flushTicks = ticks;
      }
    }
  }
}
