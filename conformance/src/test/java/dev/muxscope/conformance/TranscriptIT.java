package dev.muxscope.conformance;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Every transcript against every mode of the image: the modes differ in waiting, never in bytes.
/// For one connection, several loops are one. Modes of one engine share the positions at which
/// cases are cut in two.
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SELECT_LOOPS")
class TranscriptIT {

  @Parameter Mode mode;

  private static ServerProcess server;
  private static TranscriptRunner runner;

  @BeforeParameterizedClassInvocation
  static void start(Mode mode) throws IOException, InterruptedException {
    server = ServerProcess.muxscope(mode);
    runner = new TranscriptRunner(server.address(), 1 + mode.ordinal() % 2, 2);
  }

  @AfterParameterizedClassInvocation
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
    if (runner != null) {
      runner.close();
    }
  }

  @TestFactory
  Stream<DynamicContainer> image() throws IOException {
    return TranscriptTests.of(runner, false);
  }
}
