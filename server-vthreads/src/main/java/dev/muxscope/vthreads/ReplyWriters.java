package dev.muxscope.vthreads;

import dev.muxscope.common.protocol.ReplyWriter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reply writers that are lent to a connection while it answers, so that one that waits owns none,
/// and so that those that answer are known without looking at the others. As many are kept as
/// answer at the same time, but no more than there are slots. Safe for all threads; to lend and to
/// take back allocates nothing.
final class ReplyWriters {

  private static final int SLOTS = 64;

  /// First size of a writer beyond the slots: there may be one a connection, each stuck in a write.
  private static final int EXTRA_BYTES = 4 * 1024;

  /// A writer, and which connection has it now.
  static final class Lease {
    private final ReplyWriter writer;
    private final AtomicReference<@Nullable ConnectionTask> holder = new AtomicReference<>();

    private Lease(ConnectionTask task, int firstBytes) {
      writer = new ReplyWriter(firstBytes);
      holder.set(task);
    }

    ReplyWriter writer() {
      return writer;
    }

    private boolean lend(ConnectionTask task) {
      return holder.get() == null && holder.compareAndSet(null, task);
    }
  }

  private final AtomicReferenceArray<@Nullable Lease> slots = new AtomicReferenceArray<>(SLOTS);

  /// Those beyond the slots, dropped when given back.
  private final Set<Lease> extras = ConcurrentHashMap.newKeySet();

  /// An empty writer, to be given back.
  Lease take(ConnectionTask task) {
    for (int i = 0; i < SLOTS; i++) {
      Lease lease = slots.get(i);
      if (lease == null) {
        lease = new Lease(task, ReplyWriter.USUAL_BYTES);
        if (slots.compareAndSet(i, null, lease)) {
          return lease;
        }
      } else if (lease.lend(task)) {
        return lease;
      }
    }
    Lease extra = new Lease(task, EXTRA_BYTES);
    extras.add(extra);
    return extra;
  }

  /// Takes a writer back; what is in it is forgotten.
  void give(Lease lease) {
    lease.writer.clear();
    lease.holder.set(null);
    if (!extras.isEmpty()) {
      extras.remove(lease);
    }
  }

  /// Does something to each connection that has a writer at this moment.
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
