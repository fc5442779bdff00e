package dev.muxscope.benchmarks.soak;

import java.io.IOException;
import java.util.Random;

/// How a client uses a server, well or badly, for the length of one connection. All that it chooses
/// comes from `random`, so that a seed is a plan.
sealed interface Role
    permits Churn,
        Deaf,
        Drip,
        Malformed,
        Messages,
        Pipeline,
        ResetAmid,
        Steady,
        Storm,
        Trickle,
        Unread {

  /// Plays, and leaves the connection to be closed.
  ///
  /// @throws IOException if the connection ends or goes silent before its time
  void play(Wire wire, Random random, Stage stage) throws IOException, InterruptedException;

  /// Whether all its requests must be answered.
  default boolean isWellBehaved() {
    return false;
  }

  /// How large the kernel's buffer for what the client does not read shall be; 0 for its choice.
  default int receiveBytes() {
    return 0;
  }
}
