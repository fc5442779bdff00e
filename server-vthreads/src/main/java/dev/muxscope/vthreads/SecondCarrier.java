package dev.muxscope.vthreads;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Executor;
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

  /// The JDK's scheduler of virtual threads, to be replaced in tests.
  interface Scheduler {
    int carriers();

    void carriers(int number);
  }

  /// How many looks a second one is there for, once it was wanted.
  static final int LOOKS = 100;

  private final Scheduler scheduler;
  private final Executor virtualThreads;
  private volatile boolean taken = true;
  private int looksLeft;

  /// @param virtualThreads starts one for each task
  SecondCarrier(Scheduler scheduler, Executor virtualThreads) {
    this.scheduler = scheduler;
    this.virtualThreads = virtualThreads;
  }

  static SecondCarrier ofThisProcess() {
    var bean = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    Scheduler scheduler =
        new Scheduler() {
          @Override
          public int carriers() {
            return bean.getParallelism();
          }

          @Override
          public void carriers(int number) {
            bean.setParallelism(number);
          }
        };
    return new SecondCarrier(scheduler, Thread::startVirtualThread);
  }

  /// Looks whether the virtual thread that the last look started has been taken up; to be called
  /// ten times a second.
  void look() {
    if (!taken) {
      looksLeft = LOOKS;
      give(2);
      return;
    }
    looksLeft = Math.max(0, looksLeft - 1);
    if (looksLeft == 0) {
      give(1);
    }
    taken = false;
    virtualThreads.execute(() -> taken = true);
  }

  private void give(int carriers) {
    if (scheduler.carriers() != carriers) {
      scheduler.carriers(carriers);
    }
  }
}
