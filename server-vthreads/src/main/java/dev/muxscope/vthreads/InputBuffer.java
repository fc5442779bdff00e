package dev.muxscope.vthreads;

import java.nio.ByteBuffer;

/// What a connection reads into: small while little comes at a time, since a thread that waits
/// holds it, and larger as more does. Belongs to the connection's thread.
final class InputBuffer {

  private static final int LEAST_BYTES = 512;

  /// Up to here a buffer grows because reads fill it; beyond, only for a request that is longer.
  private static final int USUAL_BYTES = 64 * 1024;

  /// So many times in a row must little have come before it shrinks: the rest of a pipeline that
  /// took two reads is no sign that the next one is short.
  private static final int PATIENCE = 8;

  private int timesLittleCame;

  private ByteBuffer bytes = ByteBuffer.allocate(LEAST_BYTES);

  /// With the room for more behind what was kept.
  ByteBuffer toFill() {
    return bytes;
  }

  /// All bytes not executed yet, between position and limit.
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
  void keep() {
    int filled = bytes.limit();
    int rest = bytes.remaining();
    int capacity = bytes.capacity();
    timesLittleCame = filled <= capacity / 8 ? Math.min(timesLittleCame + 1, PATIENCE) : 0;
    if (filled == capacity && (rest == capacity || capacity < USUAL_BYTES)) {
      resize((int) Math.min(2L * capacity, Integer.MAX_VALUE - 8));
    } else if (capacity > LEAST_BYTES && timesLittleCame == PATIENCE) {
      resize(capacity / 2);
    } else {
      bytes.compact();
    }
  }

  private void resize(int capacity) {
    bytes = ByteBuffer.allocate(capacity).put(bytes);
  }
}
