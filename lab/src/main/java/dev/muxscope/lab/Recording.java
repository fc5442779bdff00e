package dev.muxscope.lab;

/// What Flight Recorder does in a server while it is measured.
enum Recording {
  /// Nothing: so are all cells measured that are compared.
  OFF("no recording"),

  /// The JDK's own default settings, meant for production.
  DEFAULT("default recording"),

  /// All that `muxscope serve --record` records.
  FULL("full recording");

  private final String label;

  Recording(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
