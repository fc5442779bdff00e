package dev.muxscope.analytics;

import java.util.List;

/// The list of views. To add one, define it in [ServerViews] or [JvmViews] and enter it here; if it
/// needs events that no collector adds up yet, add a [Collector] as well.
final class Views {

  private static final List<View> ALL =
      List.of(
          ServerViews.CPU,
          JvmViews.CPU_SAMPLES,
          JvmViews.JAVA_SAMPLES,
          ServerViews.SERVER_CALLS,
          JvmViews.JDK_CALLS,
          ServerViews.LOOP_TIME,
          ServerViews.READY_SETS,
          JvmViews.PINS,
          JvmViews.GC,
          JvmViews.ALLOCATION,
          JvmViews.HOT_METHODS,
          ServerViews.LATENCY,
          ServerViews.SLOW_REQUESTS,
          ServerViews.STALLS,
          ServerViews.CONNECTIONS);

  private Views() {}

  /// The views in reading order.
  static List<View> all() {
    return ALL;
  }
}
