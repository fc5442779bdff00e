package dev.muxscope.app;

/// An option of a subcommand.
///
/// @param name without the dashes
/// @param value what stands for its value in the help, as `FILE`; empty for a switch
/// @param fallback the value when it is not given; empty for none
/// @param help what it does, one sentence without a full stop
record Option(String name, String value, String fallback, String help) {

  /// An option with a value.
  static Option of(String name, String value, String fallback, String help) {
    return new Option(name, value, fallback, help);
  }

  /// An option that is there or not.
  static Option flag(String name, String help) {
    return new Option(name, "", "", help);
  }

  boolean isFlag() {
    return value.isEmpty();
  }
}
