package dev.muxscope.lab;

/// How far idle connections have come when memory is read.
enum MemoryPhase {
  /// The server has accepted them, and they have sent nothing.
  OPENED("opened"),
  /// Each has sent one request and received its reply.
  ANSWERED("after a request");

  private final String label;

  MemoryPhase(String label) {
    this.label = label;
  }

  /// For a reader, in a few words.
  String label() {
    return label;
  }
}
