package dev.muxscope.lab;

import dev.muxscope.report.Table.Format;
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

  /// Whether a sweep has more than one value on it.
  boolean variesIn(Sweep sweep) {
    List<? extends Number> values =
        switch (this) {
          case CONNECTIONS -> sweep.connections();
          case ACTIVITY -> sweep.activities();
          case RATE -> sweep.rates();
          case PAYLOAD -> sweep.payloads();
          case PIPELINE -> sweep.pipelines();
        };
    return values.size() > 1;
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
