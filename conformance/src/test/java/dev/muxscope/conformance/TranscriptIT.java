package dev.muxscope.conformance;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Every transcript against every mode of the image: the modes differ in waiting, never in bytes.
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranscriptIT {

  @Parameter Mode mode;

  private ServerProcess server;
  private TranscriptRunner runner;

  @TestFactory
  Stream<DynamicContainer> image() throws IOException, InterruptedException {
    server = ServerProcess.muxscope(mode);
    runner = new TranscriptRunner(server.address());
    return TranscriptTests.of(runner, false);
  }

  @AfterAll
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
    if (runner != null) {
      runner.close();
    }
  }
}
