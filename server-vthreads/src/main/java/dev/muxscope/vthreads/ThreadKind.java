package dev.muxscope.vthreads;

import java.util.concurrent.ThreadFactory;

/// All that the two modes differ in.
///
/// @param factory makes a thread for each connection
/// @param mostSpinning up to how many connections of a server a thread looks for bytes before it
///   parks
/// @param loneCarrier whether the threads are virtual and have one carrier, which is to have help
record ThreadKind(ThreadFactory factory, int mostSpinning, boolean loneCarrier) {

  private static final String NAME = "mux-conn-";
  private static final String CARRIERS_PROPERTY = "jdk.virtualThreadScheduler.parallelism";

  static ThreadKind virtual() {
    return new ThreadKind(
        Thread.ofVirtual().name(NAME, 0).factory(), halfTheProcessors(), hasLoneCarrier());
  }

  /// Without looking: a platform thread is woken by the kernel itself, for no more CPU time.
  static ThreadKind platform() {
    return new ThreadKind(Thread.ofPlatform().name(NAME, 0).factory(), 0, false);
  }

  /// Whether virtual threads have one carrier, and nobody wants it so.
  private static boolean hasLoneCarrier() {
    return Runtime.getRuntime().availableProcessors() == 1
        && System.getProperty(CARRIERS_PROPERTY) == null;
  }

  /// Half, for threads that spin and for pollers; the rest is for clients and other threads.
  static int halfTheProcessors() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }
}
