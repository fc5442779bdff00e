package dev.muxscope.select;

import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.transport.Room;
import dev.muxscope.common.transport.SpareBuffers;
import java.nio.ByteBuffer;

/// The bytes of a connection that are no whole request yet, and the parser that has seen them. Most
/// connections have none, most of the time: those use one in turn that is empty, see
/// [LoopContext#emptyPartial].
///
/// All reads go to the loop's shared buffer. What was kept is put before what is read, in the
/// shared buffer while it is short, else in a buffer of its own that grows with what really
/// arrived. Belongs to the loop's thread, or to the worker that executes what it holds.
final class PartialInput {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int LEAST_BYTES = 256;

  /// Which part of the shared buffer is usually read into.
  private static final int USUAL_PART = 2;

  /// As much is read in less than a millisecond.
  private static final int SOON_BYTES = 2 * 1024 * 1024;

  private final SpareBuffers spares;
  private final RequestParser parser;

  /// Kept bytes lie before its position.
  private ByteBuffer kept = NOTHING;

  private boolean amidRequest;

  /// @param spares where buffers of its own come from and go to
  PartialInput(SpareBuffers spares, RequestParser parser) {
    this.spares = spares;
    this.parser = parser;
  }

  /// The parser, amid the request or between two.
  RequestParser parser() {
    if (!amidRequest) {
      // The last connection that used it may have been closed amid a request.
      parser.reset();
    }
    return parser;
  }

  /// Makes the shared buffer ready to be read into: all of it amid a request that ends soon, else a
  /// part, so that a client with a long pipeline or request does not keep others waiting.
  void prepare(ByteBuffer shared) {
    int usual = shared.capacity() / USUAL_PART;
    shared.clear().limit(endsSoon() ? Math.clamp(declared(), usual, shared.capacity()) : usual);
    if (!isEmpty() && kept.position() <= usual / 2) {
      shared.put(kept.flip());
      replace(NOTHING);
    }
  }

  /// All bytes not executed yet.
  ///
  /// @param shared as the read left it
  /// @return them, between position and limit
  ByteBuffer join(ByteBuffer shared) {
    shared.flip();
    if (isEmpty()) {
      return shared;
    }
    makeRoom(shared.remaining());
    return kept.put(shared).flip();
  }

  /// All bytes that were kept, without any more; to be given back with [#keep].
  ByteBuffer take() {
    return kept.flip();
  }

  /// Keeps what was not executed of the bytes that [#join] or [#take] returned: all of them after a
  /// read that found nothing, else what the parser has looked at and left.
  @SuppressWarnings("ReferenceEquality") // Which buffer it is decides, not what is in it.
  void keep(ByteBuffer rest) {
    if (!rest.hasRemaining()) {
      replace(NOTHING);
    } else if (rest != kept || Room.isTooLarge(rest.capacity(), rest.remaining())) {
      int arrived = rest.remaining();
      int room = Room.of(arrived, parser.neededBytes(), Math.max(LEAST_BYTES, arrived));
      replace(spares.take(room).put(rest));
    } else {
      Room.compact(rest);
    }
    amidRequest = size() > 0;
  }

  /// Whether a request has come in part.
  boolean isAmidRequest() {
    return amidRequest;
  }

  /// Whether the request says that it is whole before it has held others up for long.
  boolean endsSoon() {
    long declared = declared();
    return size() < declared && declared <= SOON_BYTES;
  }

  /// How long the request is said to be at least, 0 if that is not known.
  private long declared() {
    return amidRequest ? parser.neededBytes() : 0;
  }

  private boolean isEmpty() {
    return kept.capacity() == 0;
  }

  /// How many bytes there are.
  int size() {
    return kept.position();
  }

  /// How many bytes the parser keeps of the request's arguments.
  int tableBytes() {
    return amidRequest ? parser.tableBytes() : 0;
  }

  /// How many bytes the buffer of its own has left.
  int room() {
    return kept.remaining();
  }

  private void makeRoom(int bytes) {
    if (kept.remaining() < bytes) {
      long all = (long) kept.position() + bytes;
      int room = Room.of(all, declared(), Math.max(2L * kept.capacity(), all));
      replace(spares.take(room).put(kept.flip()));
    }
  }

  private void replace(ByteBuffer next) {
    spares.give(kept);
    kept = next;
  }
}
