package dev.muxscope.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What a server with a password says to those who give it and to those who do not: Redis, to prove
/// the transcripts, and every mode.
@ParameterizedClass
@EnumSource
class AuthIT {

  private static final String PASSWORD = "open-sesame-4711";

  @Parameter Target target;

  private static ServerProcess server;
  private static TranscriptRunner runner;

  @BeforeParameterizedClassInvocation
  static void start(Target target, @TempDir Path folder) throws IOException, InterruptedException {
    if (target == Target.REDIS) {
      Tool.require("redis-server");
      server = ServerProcess.redis("--requirepass", PASSWORD);
    } else {
      String file = passwordFile(folder, PASSWORD).toString();
      server = ServerProcess.muxscope(Mode.valueOf(target.name()), "--password-file", file);
    }
    runner = new TranscriptRunner(server.address(), PASSWORD);
  }

  /// A file as `--password-file` wants it.
  static Path passwordFile(Path folder, String password) throws IOException {
    Path file = folder.resolve("password");
    Files.writeString(file, password + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
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
  Stream<DynamicContainer> answersAsRedisDoes() throws IOException {
    return TranscriptTests.of("/transcripts/password", runner, target == Target.REDIS);
  }
}
