package dev.muxscope.analytics.advice;

/// How a service waits for its sockets.
enum Waiting {
  EVENT_LOOPS("event loops", "select"),
  VIRTUAL_THREADS("virtual threads", "vthreads"),
  PLATFORM_THREADS("blocked platform threads", "threads"),
  /// More than one way at a time, as a servlet container whose selector feeds a pool.
  MIXED("several ways at once", ""),
  /// No thread was seen to wait for a socket.
  UNKNOWN("no way that was seen", "");

  private final String label;
  private final String mode;

  Waiting(String label, String mode) {
    this.label = label;
    this.mode = mode;
  }

  static Waiting ofMode(String mode) {
    for (Waiting waiting : values()) {
      if (!mode.isEmpty() && waiting.mode.equals(mode)) {
        return waiting;
      }
    }
    return UNKNOWN;
  }

  String label() {
    return label;
  }

  /// Muxscope's mode that waits in this way; empty where none does.
  String mode() {
    return mode;
  }
}
