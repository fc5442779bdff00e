package dev.muxscope.conformance;

import java.io.IOException;

/// Whom a test that knows no transcripts runs against: Redis, to prove the test, and every mode.
enum Target {
  REDIS,
  SELECT,
  SELECT_LOOPS,
  SELECT_VTHREADS,
  SELECT_AUTO,
  VTHREADS,
  THREADS;

  /// Starts the server; without Redis the test is skipped or fails, as [Redis#require(String)]
  /// says.
  ServerProcess start() throws IOException, InterruptedException {
    if (this == REDIS) {
      Tool.require("redis-server");
      return ServerProcess.redis();
    }
    return ServerProcess.muxscope(Mode.valueOf(name()));
  }
}
