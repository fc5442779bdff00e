package dev.muxscope.lab.drill;

import java.util.List;

/// What happened in one mode while the operator thought, and afterwards.
///
/// @param timeline of the bystander
/// @param thoughtNanos how long nobody answered
/// @param buffered what lay where meanwhile, for each client
/// @param commandsAnswered whether another connection's command was answered meanwhile
/// @param messages that all clients sent
/// @param right replies that came to the right client in the right order
/// @param reads that the server took all messages up with
record OperatorScene(
    Timeline timeline,
    double thoughtNanos,
    List<Buffered> buffered,
    boolean commandsAnswered,
    int messages,
    int right,
    long reads) {

  OperatorScene {
    buffered = List.copyOf(buffered);
  }

  /// Where the bytes of a client were.
  ///
  /// @param client its name
  /// @param messages that it had sent
  /// @param sent its bytes
  /// @param unread those that the server had not read; `NaN` where nothing tells
  record Buffered(String client, int messages, long sent, double unread) {

    double read() {
      return sent - unread;
    }
  }

  String mode() {
    return timeline.mode();
  }
}
