package dev.muxscope.vthreads;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import jdk.management.VirtualThreadSchedulerMXBean;

/// Gives virtual threads a second carrier while a lone one, as there is on one processor, does not
/// come to all of them.
///
/// A carrier takes up what platform threads start, and timers wake, only when nothing is left of
/// what its own virtual threads have woken. Amid a closed loop of thousands that is never: new
/// connections and handlers that sleep wait for many seconds. A second carrier looks for just
/// those, and where a handler computes, the kernel takes turns between the two. It is not there all
/// the time, since each thread that is woken while it idles wakes it, too: a quarter more CPU time
/// under moderate loads.
///
/// Belongs to one platform thread, that which calls [#look].
final class SecondCarrier {

  /// How many looks a second one is there for, once it was wanted: two seconds. Where it is wanted
  /// on, others so wait for a tenth of a second at most every two; where it was for once, as while
  /// code is compiled, it is soon gone.
  static final int LOOKS = 20;

  private final IntConsumer carriers;
  private final Executor virtualThreads;

  /// Whether the last one that could be started has been taken up.
  private AtomicBoolean taken = new AtomicBoolean(true);

  private int looksLeft;

  /// @param carriers sets how many there are to be
  /// @param virtualThreads starts one for each task
  SecondCarrier(IntConsumer carriers, Executor virtualThreads) {
    this.carriers = carriers;
    this.virtualThreads = virtualThreads;
  }

  static SecondCarrier ofThisProcess() {
    var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    return new SecondCarrier(scheduler::setParallelism, Thread::startVirtualThread);
  }

  /// Looks whether the virtual thread that the last look started has been taken up; to be called
  /// ten times a second.
  void look() {
    if (taken.get()) {
      looksLeft = Math.max(0, looksLeft - 1);
      var next = new AtomicBoolean();
      virtualThreads.execute(() -> next.set(true));
      taken = next;
    } else {
      looksLeft = LOOKS;
    }
    carriers.accept(looksLeft > 0 ? 2 : 1);
  }

  /// Leaves one, once nobody looks any more.
  void end() {
    carriers.accept(1);
  }
}
