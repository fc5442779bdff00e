package dev.muxscope.vthreads;

import dev.muxscope.common.protocol.ReplyWriter;
import dev.muxscope.common.protocol.RequestParser;
import dev.muxscope.common.server.RequestProcessor.HandOver;
import dev.muxscope.common.server.Turn;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is lent to a connection while it answers, so that one that waits owns little, that those
/// that answer have it in their processor's cache, and that they are known without looking at the
/// others. As many are kept as answer at the same time, but no more than there are slots. Safe for
/// all threads; to lend and to take back allocates nothing.
final class Leases {

  /// What [Lease#input] holds, in bytes.
  static final int INPUT_BYTES = 256 * 1024;

  /// What it holds beyond the slots, in bytes: twice the longest buffer that it takes the overflow
  /// of.
  static final int EXTRA_INPUT_BYTES = 64 * 1024;

  private static final int SLOTS = 64;

  /// A parser, a reply writer, an input buffer and a turn, and which connection has them now.
  static final class Lease {
    private final boolean kept;
    private final ReplyWriter writer;
    private final Turn turn = new Turn(HandOver.NONE);
    private final AtomicReference<@Nullable ConnectionTask> holder = new AtomicReference<>();
    private @Nullable ByteBuffer input;

    /// Null once it was given away, until it is asked for.
    private @Nullable RequestParser parser;

    private Lease(ConnectionTask task, boolean kept) {
      this.kept = kept;
      writer = kept ? new ReplyWriter() : ReplyWriter.extra();
      holder.set(task);
    }

    /// What requests are parsed with, between two of them.
    RequestParser parser() {
      RequestParser lent = parser;
      if (lent == null) {
        lent = new RequestParser();
        parser = lent;
      }
      // The last connection may have been closed amid a request.
      lent.reset();
      return lent;
    }

    /// Lets a connection keep what [#parser] returned, which is amid a request of its.
    void giveAwayParser() {
      parser = null;
    }

    /// Where replies are written.
    ReplyWriter writer() {
      return writer;
    }

    /// Bytes on the heap that it has beside those that are to be sent; the input of a slot is
    /// direct.
    long besideUnsent(ByteBuffer unsent) {
      long ofReplies = unsent.isDirect() ? 0 : unsent.capacity() - unsent.remaining();
      return kept || input == null ? ofReplies : ofReplies + input.capacity();
    }

    /// How long the connection has worked.
    Turn turn() {
      return turn;
    }

    /// For input that does not fit into the connection's own buffer. Direct if it will be lent
    /// again, as the writer's is.
    ByteBuffer input() {
      ByteBuffer buffer = input;
      if (buffer == null) {
        buffer =
            kept ? ByteBuffer.allocateDirect(INPUT_BYTES) : ByteBuffer.allocate(EXTRA_INPUT_BYTES);
        input = buffer;
      }
      return buffer.clear();
    }

    private boolean lend(ConnectionTask task) {
      return holder.get() == null && holder.compareAndSet(null, task);
    }
  }

  private final AtomicReferenceArray<@Nullable Lease> slots = new AtomicReferenceArray<>(SLOTS);

  /// Those beyond the slots, dropped when given back.
  private final Set<Lease> extras = ConcurrentHashMap.newKeySet();

  /// A parser between two requests and empty buffers, to be given back.
  Lease take(ConnectionTask task) {
    for (int i = 0; i < SLOTS; i++) {
      Lease lease = slots.get(i);
      if (lease == null) {
        lease = new Lease(task, true);
        if (slots.compareAndSet(i, null, lease)) {
          return lease;
        }
      } else if (lease.lend(task)) {
        return lease;
      }
    }
    Lease extra = new Lease(task, false);
    extras.add(extra);
    return extra;
  }

  /// Takes a lease back; what is in its buffers is forgotten.
  void give(Lease lease) {
    lease.writer.clear();
    lease.holder.set(null);
    if (!lease.kept) {
      extras.remove(lease);
    }
  }

  /// Does something to each connection that has a lease at this moment.
  void forEachHolder(Consumer<ConnectionTask> action) {
    for (int i = 0; i < SLOTS; i++) {
      accept(slots.get(i), action);
    }
    extras.forEach(lease -> accept(lease, action));
  }

  private static void accept(@Nullable Lease lease, Consumer<ConnectionTask> action) {
    ConnectionTask task = lease == null ? null : lease.holder.get();
    if (task != null) {
      action.accept(task);
    }
  }
}
