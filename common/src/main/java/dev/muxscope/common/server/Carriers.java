package dev.muxscope.common.server;

/// The platform threads that run virtual threads.
public final class Carriers {

  /// How many there are to be; the JDK reads it when the first virtual thread is made.
  private static final String PROPERTY = "jdk.virtualThreadScheduler.parallelism";

  private static final int LEAST = 2;

  private Carriers() {}

  /// Has virtual threads have two carriers on a machine of one processor, unless somebody has set
  /// the system property `jdk.virtualThreadScheduler.parallelism`. To be called before the first
  /// virtual thread of the process; else it has no effect.
  ///
  /// A carrier takes up what timers and platform threads have woken only when nothing is left of
  /// what its own virtual threads have. A lone one amid a closed loop is never there; a second one
  /// has nobody's queue but theirs to look at. Besides, the kernel takes turns between the two
  /// where one computes.
  public static void choose() {
    int processors = Runtime.getRuntime().availableProcessors();
    if (processors < LEAST) {
      System.getProperties().putIfAbsent(PROPERTY, String.valueOf(of(processors)));
    }
  }

  /// How many a server has on so many processors.
  public static int of(int processors) {
    return Math.max(processors, LEAST);
  }
}
