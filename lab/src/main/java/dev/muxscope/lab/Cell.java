package dev.muxscope.lab;

/// One point of the sweep: what is measured, apart from when.
///
/// @param mode of the server
/// @param connections open and, taken together, sending at the common rate
record Cell(String mode, int connections) {

  @Override
  public String toString() {
    return mode + ", " + Findings.connections(connections);
  }
}
