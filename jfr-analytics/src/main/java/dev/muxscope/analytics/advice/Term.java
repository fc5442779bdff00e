package dev.muxscope.analytics.advice;

/// What the cost of a request in one mode may be a sum of, seen from a recording of another mode:
/// nanoseconds, or a count that a coefficient turns into nanoseconds.
///
/// Waiting is paid for each read rather than each request, so that pipelines come out right; the
/// work of a request is in [#CPU].
enum Term {
  CPU("CPU time measured"),
  READS("reads"),
  IDLE_READS("reads times idle share of a core"),
  CONNECTED_READS("reads times log2 of connections"),
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
    return switch (this) {
      case CPU -> seen.of(Measure.CPU);
      case READS -> reads;
      case IDLE_READS -> reads * Math.max(0, 1 - seen.of(Measure.CORES));
      case CONNECTED_READS -> reads * Math.log1p(seen.of(Measure.CONNECTIONS)) / Math.log(2);
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
