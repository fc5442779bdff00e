package dev.muxscope.lab.drill;

/// What one server and its bystanders went through.
///
/// @param timeline of the bystanders
/// @param quiet the server's process when the bystanders began
/// @param asked just before the fault
/// @param onset when the fault was there
/// @param end just before the fault was ended
/// @param gone when it had gone for a while
/// @param last shortly before the bystanders ended
record Blast(
    Timeline timeline,
    Footprint quiet,
    Footprint asked,
    Footprint onset,
    Footprint end,
    Footprint gone,
    Footprint last) {

  String mode() {
    return timeline.mode();
  }
}
