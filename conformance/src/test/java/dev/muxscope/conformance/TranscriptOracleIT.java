package dev.muxscope.conformance;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/// Proves the transcripts themselves: Redis fulfils each one that is not marked as ours only.
class TranscriptOracleIT {

  private static ServerProcess server;
  private static TranscriptRunner runner;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Tool.require("redis-server");
    server = ServerProcess.redis();
    runner = new TranscriptRunner(server.address());
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      runner.close();
      server.close();
    }
  }

  @TestFactory
  Stream<DynamicContainer> redis() throws IOException {
    return TranscriptTests.of(runner, true);
  }
}
