package dev.muxscope.analytics;

import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;

/// Columns of views, by what they hold.
final class Columns {

  private Columns() {}

  static Column text(String label) {
    return new Column(label, Format.TEXT);
  }

  static Column count(String label) {
    return new Column(label, Format.COUNT);
  }

  static Column number(String label) {
    return new Column(label, Format.NUMBER);
  }

  static Column share(String label) {
    return new Column(label, Format.SHARE);
  }

  static Column nanos(String label) {
    return new Column(label, Format.NANOS);
  }

  static Column bytes(String label) {
    return new Column(label, Format.BYTES);
  }
}
