package dev.muxscope.analytics.advice;

/// What may make a request dearer or cheaper in one mode than in another, seen from a recording of
/// the other: a count per request that a coefficient turns into nanoseconds.
///
/// Waiting is paid for each read rather than each request, so that pipelines come out right.
enum Term {
  READS("reads"),
  IDLE_READS("reads times idle share of a core"),
  CONNECTED_READS("reads times log2 of connections"),
  /// After a pause, what belongs to a connection has left the caches.
  IDLE_CONNECTED_READS("reads times idle share times log2 of connections"),
  SPARSE_READS("reads over requests per second, in thousands"),
  SWITCHES("context switches"),
  WAITS("selects or mounts"),
  KIBIBYTES("KiB read and written");

  private final String label;

  Term(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /// Its value per request; `NaN` where what it needs was not recorded.
  double of(String mode, Measures seen) {
    double reads = seen.of(Measure.READS);
    double idle = Math.max(0, 1 - seen.of(Measure.CORES));
    double connected = Math.log1p(seen.of(Measure.CONNECTIONS)) / Math.log(2);
    return switch (this) {
      case READS -> reads;
      case IDLE_READS -> reads * idle;
      case CONNECTED_READS -> reads * connected;
      case IDLE_CONNECTED_READS -> reads * idle * connected;
      case SPARSE_READS -> reads * 1e3 / seen.of(Measure.RATE);
      case SWITCHES -> seen.of(Measure.SWITCHES);
      case WAITS -> waits(mode, seen);
      case KIBIBYTES -> seen.of(Measure.BYTES) / 1024;
    };
  }

  private static double waits(String mode, Measures seen) {
    return switch (mode) {
      case "select" -> seen.of(Measure.SELECTS);
      case "vthreads" -> seen.of(Measure.MOUNTS);
      // A blocked thread waits in its read.
      default -> 0;
    };
  }
}
