package dev.muxscope.lab;

import java.util.function.ToDoubleFunction;

/// What the cost of a request may depend on: a number that follows from a place in the sweep.
enum Feature {
  CONSTANT("a constant", _ -> 1),
  ACTIVE("log of active connections", at -> Math.log(at.active())),
  ACTIVE_SQUARED("its square", at -> Math.log(at.active()) * Math.log(at.active())),
  IDLE("log of idle connections", at -> Math.log1p((double) at.connections() - at.active())),
  PIPELINE("1 / pipeline", at -> 1.0 / at.pipeline()),
  PAYLOAD("payload", Point::payload),
  RATE("log of the rate", at -> Math.log1p(at.rate())),
  SPIN("time computed", at -> at.work().kind() == Work.Kind.SPIN ? micros(at) : 0),
  SLEEP("whether it blocks", at -> at.work().kind() == Work.Kind.SLEEP ? 1 : 0),
  ASLEEP("log of requests that block at a time", Feature::logAsleep);

  private final String label;
  private final ToDoubleFunction<Point> value;

  Feature(String label, ToDoubleFunction<Point> value) {
    this.label = label;
    this.value = value;
  }

  String label() {
    return label;
  }

  double of(Point at) {
    return value.applyAsDouble(at);
  }

  private static double micros(Point at) {
    return at.work().time().toNanos() / 1e3;
  }

  /// By Little's law; no connection has more than one at a time.
  private static double logAsleep(Point at) {
    return at.work().kind() == Work.Kind.SLEEP
        ? Math.log1p(Math.min(at.active(), at.rate() * micros(at) / 1e6))
        : 0;
  }
}
