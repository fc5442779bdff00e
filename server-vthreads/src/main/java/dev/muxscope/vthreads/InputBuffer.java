package dev.muxscope.vthreads;

import dev.muxscope.common.transport.Room;
import dev.muxscope.common.transport.SpareBuffers;
import java.nio.ByteBuffer;

/// What a connection reads into: small, since a thread that waits holds it. What has arrived beyond
/// it is read into a buffer that is lent while the connection answers. Belongs to the connection's
/// thread.
final class InputBuffer {

  private static final int LEAST_BYTES = 512;

  /// Up to here a buffer grows because reads fill it; beyond, only for a request that is longer.
  private static final int USUAL_BYTES = 4 * 1024;

  /// So many times in a row must little have come before it shrinks: the rest of a pipeline that
  /// took two reads is no sign that the next one is short.
  private static final int PATIENCE = 8;

  private final SpareBuffers spares;
  private int timesLittleCame;
  private ByteBuffer bytes = ByteBuffer.allocate(LEAST_BYTES);

  /// @param spares where buffers for long requests come from and go to
  InputBuffer(SpareBuffers spares) {
    this.spares = spares;
  }

  /// With the room for more behind what was kept.
  ByteBuffer toFill() {
    return bytes;
  }

  /// Whether reads filled it, so that there may be more, and a lent buffer takes far more.
  boolean overflows() {
    return !bytes.hasRemaining() && bytes.capacity() <= Leases.EXTRA_INPUT_BYTES / 2;
  }

  /// All bytes not executed yet, between position and limit; to be given back with [#keep].
  ByteBuffer toRead() {
    return bytes.flip();
  }

  /// How many bytes were kept.
  int size() {
    return bytes.position();
  }

  /// How many bytes there is room for.
  int room() {
    return bytes.remaining();
  }

  /// Keeps what was not executed, and makes room for more.
  ///
  /// @param rest what [#toRead] returned, or the lent buffer that this was copied to
  /// @param declared how long the request is said to be at least, 0 if that is not known
  @SuppressWarnings("ReferenceEquality") // Which buffer it is decides, not what is in it.
  void keep(ByteBuffer rest, long declared) {
    if (rest == bytes) {
      keepOwn(declared);
    } else {
      keepLent(rest, declared);
    }
  }

  private void keepOwn(long declared) {
    int filled = bytes.limit();
    int rest = bytes.remaining();
    int capacity = bytes.capacity();
    timesLittleCame = filled <= capacity / 8 ? Math.min(timesLittleCame + 1, PATIENCE) : 0;
    if (filled == capacity && (rest == capacity || capacity < USUAL_BYTES)) {
      resize(Room.of(rest, declared, 2L * capacity));
    } else if (capacity > USUAL_BYTES && Room.isTooLarge(capacity, rest)) {
      // Whoever waits between two requests is not to hold what a long one took.
      resize(Room.of(rest, declared, Math.max(USUAL_BYTES, 2L * rest)));
    } else if (capacity > LEAST_BYTES && timesLittleCame == PATIENCE) {
      resize(capacity / 2);
    } else {
      Room.compact(bytes);
    }
  }

  private void keepLent(ByteBuffer rest, long declared) {
    timesLittleCame = 0;
    int larger = Math.min(2 * bytes.capacity(), USUAL_BYTES);
    long doubled = 2L * Integer.highestOneBit(rest.remaining());
    int needed = Math.max(larger, Room.of(rest.remaining(), declared, doubled));
    if (needed > bytes.capacity()) {
      bytes = spares.take(needed);
    }
    bytes.clear().put(rest);
  }

  private void resize(int capacity) {
    ByteBuffer next = spares.take(capacity).put(bytes);
    spares.give(bytes);
    bytes = next;
  }
}
