package dev.muxscope.lab;

/// What the cost of a request may depend on: a number that follows from a place in the sweep. In a
/// closed loop, whose rate is what comes of it, [#RATE] is the same everywhere.
enum Feature {
  CONSTANT("a constant"),
  ACTIVE("log of active connections"),
  ACTIVE_SQUARED("square of the log of active connections"),
  IDLE("log of idle connections"),
  PIPELINE("1 / pipeline"),
  PAYLOAD("payload"),
  RATE("log of the rate"),
  SPIN("time computed"),
  SLEEP("whether it blocks"),
  ASLEEP("log of requests that block at a time");

  private final String label;

  Feature(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  double of(Point at) {
    return switch (this) {
      case CONSTANT -> 1;
      case ACTIVE -> Math.log(at.active());
      case ACTIVE_SQUARED -> Math.log(at.active()) * Math.log(at.active());
      case IDLE -> Math.log1p(at.connections() - (double) at.active());
      case PIPELINE -> 1.0 / at.pipeline();
      case PAYLOAD -> at.payload();
      case RATE -> Math.log1p(at.rate());
      case SPIN -> at.work().kind() == Work.Kind.SPIN ? micros(at) : 0;
      case SLEEP -> at.work().kind() == Work.Kind.SLEEP ? 1 : 0;
      case ASLEEP -> logAsleep(at);
    };
  }

  private static double micros(Point at) {
    return at.work().time().toNanos() / 1e3;
  }

  /// By Little's law; no connection has more than one at a time, and in a closed loop each has one.
  private static double logAsleep(Point at) {
    if (at.work().kind() != Work.Kind.SLEEP) {
      return 0;
    }
    double asleep = at.isClosedLoop() ? at.active() : at.rate() * micros(at) / 1e6;
    return Math.log1p(Math.min(at.active(), asleep));
  }
}
