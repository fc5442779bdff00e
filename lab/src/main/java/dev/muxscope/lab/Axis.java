package dev.muxscope.lab;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.List;

/// An axis of the sweep that has numbers on it.
enum Axis {
  CONNECTIONS("connections", Format.COUNT),
  ACTIVITY("activity", Format.SHARE),
  RATE("requests/s", Format.COUNT),
  PAYLOAD("payload", Format.BYTES),
  PIPELINE("pipeline", Format.COUNT);

  private final String label;
  private final Format format;

  Axis(String label, Format format) {
    this.label = label;
    this.format = format;
  }

  String label() {
    return label;
  }

  Format format() {
    return format;
  }

  /// The values of a sweep on it, in the sweep's order.
  List<? extends Number> valuesIn(Sweep sweep) {
    return switch (this) {
      case CONNECTIONS -> sweep.connections();
      case ACTIVITY -> sweep.activities();
      case RATE -> sweep.rates();
      case PAYLOAD -> sweep.payloads();
      case PIPELINE -> sweep.pipelines();
    };
  }

  /// Whether a sweep has more than one value on it.
  boolean variesIn(Sweep sweep) {
    return valuesIn(sweep).size() > 1;
  }

  /// A value with its name, as `payload 64 B`.
  String named(double value) {
    return this == RATE && value == 0
        ? Point.CLOSED_LOOP
        : label + " " + Values.format(value, format);
  }

  double of(Point at) {
    return switch (this) {
      case CONNECTIONS -> at.connections();
      case ACTIVITY -> at.activity();
      case RATE -> at.rate();
      case PAYLOAD -> at.payload();
      case PIPELINE -> at.pipeline();
    };
  }
}
