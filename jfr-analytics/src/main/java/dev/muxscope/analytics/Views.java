package dev.muxscope.analytics;

import java.util.List;

/// The list of views, in reading order. To add one, define it in the class of its theme ([JvmViews]
/// and [ServerViews] are for what fits no other) and enter it here; if it needs events that no
/// collector adds up yet, add a [Collector] as well.
final class Views {

  private static final List<View> ALL =
      List.of(
          TrustViews.TRUST,
          ServerViews.CPU,
          JvmViews.CPU_SAMPLES,
          JvmViews.JAVA_SAMPLES,
          LoopViews.REQUEST_TIME,
          ServerViews.SERVER_CALLS,
          JvmViews.JDK_CALLS,
          LoopViews.LOOPS,
          ServerViews.LOOP_TIME,
          ServerViews.READY_SETS,
          LoopViews.READY_SET_SIZES,
          LoopViews.SELECTING,
          ThreadViews.THREADS,
          ThreadViews.CARRIERS,
          ThreadViews.POLLER,
          JvmViews.PINS,
          ThreadViews.PIN_SITES,
          ServerViews.STALLS,
          StallViews.LONGEST,
          StallViews.CAUSES,
          ResourceViews.SOCKETS,
          JvmViews.ALLOCATION,
          ResourceViews.MEMORY,
          JvmViews.GC,
          ThreadViews.SAFEPOINTS,
          JvmViews.HOT_METHODS,
          ServerViews.LATENCY,
          ServerViews.SLOW_REQUESTS,
          ServerViews.CONNECTIONS,
          TrustViews.SETTINGS);

  private Views() {}

  /// The views in reading order.
  static List<View> all() {
    return ALL;
  }
}
