package dev.muxscope.lab;

import dev.muxscope.report.Table.Format;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// An axis of the sweep that has numbers on it.
enum Axis {
  CONNECTIONS("connections", Format.COUNT, Sweep::connections, Point::connections),
  ACTIVITY("activity", Format.SHARE, Sweep::activities, Point::activity),
  RATE("requests/s", Format.COUNT, Sweep::rates, Point::rate),
  PAYLOAD("payload", Format.BYTES, Sweep::payloads, Point::payload),
  PIPELINE("pipeline", Format.COUNT, Sweep::pipelines, Point::pipeline);

  private final String label;
  private final Format format;
  private final Function<Sweep, List<? extends Number>> values;
  private final ToDoubleFunction<Point> value;

  Axis(
      String label,
      Format format,
      Function<Sweep, List<? extends Number>> values,
      ToDoubleFunction<Point> value) {
    this.label = label;
    this.format = format;
    this.values = values;
    this.value = value;
  }

  String label() {
    return label;
  }

  Format format() {
    return format;
  }

  /// Whether a sweep has more than one value on it.
  boolean variesIn(Sweep sweep) {
    return values.apply(sweep).size() > 1;
  }

  double of(Point at) {
    return value.applyAsDouble(at);
  }
}
