package dev.muxscope.common.command;

import dev.muxscope.common.protocol.Key;
import dev.muxscope.common.protocol.ReplyWriter;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Messages on their way to a subscriber, and what it subscribes to.
///
/// A publisher only adds to the queue, whatever the subscriber does. The engine takes from it, but
/// never between a request and the end of its replies, so that a message stands neither within a
/// reply nor before the confirmation of its subscription:
///
/// ```
///            release                    begin
///   HELD ──────────────► FREE ──────────────────► DELIVERING
///    ▲                    │ ▲                         │
///    └────── hold ────────┘ └────────── end ──────────┘
/// ```
///
/// Safe for all threads.
public final class Pushes {

  /// Those of a connection that has never subscribed.
  public static final Pushes NONE = new Pushes(() -> {});

  /// What became of a message that was offered.
  public enum Offer {
    /// It is on its way.
    TAKEN,
    /// The subscriber leaves too much unread and has to go; it gets nothing more.
    TOO_MUCH,
    /// The subscriber has left the channel meanwhile.
    UNWANTED
  }

  private enum State {
    HELD,
    FREE,
    DELIVERING
  }

  /// Bytes that are delivered in one go.
  private static final int BATCH_BYTES = ReplyWriter.USUAL_BYTES;

  private final Set<Key> channels = ConcurrentHashMap.newKeySet();
  private final Set<Key> patterns = ConcurrentHashMap.newKeySet();
  private final Runnable deliver;
  private final ReentrantLock lock = new ReentrantLock();

  // All below is guarded by the lock; the sum, of what waits or is being delivered, may be read
  // without it.
  private final Condition delivered = lock.newCondition();
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  private final AtomicLong bytes = new AtomicLong();
  private long inFlight;

  /// Whether too much has waited, ever: the engine may be late to close the connection, and nothing
  /// is to pile up until then.
  private boolean overrun;

  private State state = State.HELD;
  private boolean scheduled;

  /// Held, since a request is being executed.
  ///
  /// @param deliver makes the engine deliver soon; from any thread
  public Pushes(Runnable deliver) {
    this.deliver = deliver;
  }

  /// The channels subscribed to.
  public Set<Key> channels() {
    return channels;
  }

  /// The patterns subscribed to.
  public Set<Key> patterns() {
    return patterns;
  }

  /// How many channels and patterns are subscribed to.
  public int count() {
    return isNone() ? 0 : channels.size() + patterns.size();
  }

  /// Bytes of messages that the kernel has not taken.
  public long bytes() {
    return bytes.get();
  }

  /// How many messages no engine has taken.
  public int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /// Adds a message, if the subscription that it is for is still there: none comes after the
  /// confirmation that it has ended.
  ///
  /// @param names [#channels] or [#patterns]
  /// @param name the one of them that the message is for
  /// @param frame as [ReplyWriter#append] takes it, never to be changed again
  /// @param most bytes that may wait
  public Offer offer(Set<Key> names, Key name, byte[] frame, long most) {
    lock.lock();
    try {
      if (!names.contains(name)) {
        return Offer.UNWANTED;
      }
      overrun |= bytes.get() + frame.length > most;
      if (overrun) {
        return Offer.TOO_MUCH;
      }
      waiting.add(frame);
      bytes.addAndGet(frame.length);
    } finally {
      lock.unlock();
    }
    schedule();
    return Offer.TAKEN;
  }

  /// Holds messages back while requests are executed and answered. Waits until a delivery that is
  /// under way has ended.
  public void hold() {
    if (isNone()) {
      return;
    }
    lock.lock();
    try {
      while (state == State.DELIVERING) {
        delivered.awaitUninterruptibly();
      }
      state = State.HELD;
    } finally {
      lock.unlock();
    }
  }

  /// Like [#hold], but does not wait for a delivery that is under way.
  ///
  /// @return whether they are held
  public boolean tryHold() {
    if (isNone()) {
      return true;
    }
    lock.lock();
    try {
      if (state != State.DELIVERING) {
        state = State.HELD;
      }
      return state == State.HELD;
    } finally {
      lock.unlock();
    }
  }

  /// Lets messages go on; those that wait are delivered soon.
  public void release() {
    if (isNone()) {
      return;
    }
    lock.lock();
    try {
      state = State.FREE;
    } finally {
      lock.unlock();
    }
    schedule();
  }

  /// For engines: begins to deliver. If that is so, [#drainTo] and [#end] are to follow.
  public boolean begin() {
    if (isNone()) {
      return false;
    }
    lock.lock();
    try {
      if (state == State.DELIVERING) {
        return false;
      }
      boolean begins = state == State.FREE && !waiting.isEmpty();
      scheduled = begins;
      if (begins) {
        state = State.DELIVERING;
      }
      return begins;
    } finally {
      lock.unlock();
    }
  }

  /// Takes messages, as many as are sent in one go: between [#begin] and [#end], or by the thread
  /// that executes requests until it calls [#release].
  ///
  /// @param out in the protocol that the client speaks
  public void drainTo(ReplyWriter out) {
    drain(out, BATCH_BYTES);
  }

  /// Takes all messages, so that they come before a reply; by the thread that executes requests.
  public void drainAllTo(ReplyWriter out) {
    drain(out, Integer.MAX_VALUE);
  }

  private void drain(ReplyWriter out, int most) {
    if (isNone()) {
      return;
    }
    lock.lock();
    try {
      while (!waiting.isEmpty() && out.size() < most) {
        byte[] frame = waiting.element();
        out.append(frame);
        waiting.remove();
        if (state == State.DELIVERING) {
          inFlight += frame.length;
        } else {
          // It is among the replies now, and noted with them.
          bytes.addAndGet(-frame.length);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Forgets all messages, once the connection is gone and has left all channels.
  public void forget() {
    if (isNone()) {
      return;
    }
    lock.lock();
    try {
      waiting.clear();
      inFlight = 0;
      bytes.set(0);
    } finally {
      lock.unlock();
    }
  }

  /// For engines: so many bytes of what was drained are sent, before [#end].
  public void sent(int length) {
    lock.lock();
    try {
      // None of them counts if the connection has gone meanwhile.
      long counted = Math.min(length, inFlight);
      inFlight -= counted;
      bytes.addAndGet(-counted);
    } finally {
      lock.unlock();
    }
  }

  /// For engines: what was drained is sent, or kept by the engine.
  public void end() {
    lock.lock();
    try {
      bytes.addAndGet(-inFlight);
      inFlight = 0;
      state = State.FREE;
      scheduled = false;
      delivered.signalAll();
    } finally {
      lock.unlock();
    }
    schedule();
  }

  private void schedule() {
    lock.lock();
    try {
      if (state == State.HELD || scheduled || waiting.isEmpty()) {
        return;
      }
      scheduled = true;
    } finally {
      lock.unlock();
    }
    deliver.run();
  }

  @SuppressWarnings("ReferenceEquality") // There is one of it.
  private boolean isNone() {
    return this == NONE;
  }
}
