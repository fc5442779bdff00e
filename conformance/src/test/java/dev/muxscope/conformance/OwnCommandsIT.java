package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.common.command.CommandSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A user's own module beside the image: the jar of `examples/own-commands`, and its command `WORDS
/// text`.
class OwnCommandsIT {

  private static final String USE_HTTP =
      """
      package uses;

      import dev.muxscope.common.command.*;
      import java.net.http.HttpClient;
      import java.util.List;

      public final class HttpCommands implements CommandSet {
        public String group() {
          return "uses";
        }

        public List<Command> commands(Store store) {
          return List.of(
              Command.of("HTTP.VERSION", 1, "Makes a client", (request, session, reply) -> {
                try (HttpClient client = HttpClient.newHttpClient()) {
                  reply.integer(client.version().ordinal());
                }
              }));
        }
      }
      """;

  @TempDir static Path modules;

  /// The jar alone: its build folder also holds the module as a folder of classes, twice the same
  /// name.
  @BeforeAll
  static void copyJar() throws IOException {
    try (Stream<Path> built = Files.list(Path.of(Program.property("muxscope.own-commands")))) {
      List<Path> jars =
          built
              .filter(file -> file.getFileName().toString().matches("[a-z-]+[0-9.]+\\.jar"))
              .toList();
      assertEquals(1, jars.size(), () -> "one jar of the example should be built, found " + jars);
      Files.copy(jars.getFirst(), modules.resolve(jars.getFirst().getFileName()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void answerInEveryMode(Mode mode) throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.muxscope(mode, "--module-path", modules.toString());
        RawConnection client = new RawConnection(server.address())) {
      client.send("*2\\r\\n$5\\r\\nWORDS\\r\\n$12\\r\\nto be or not\\r\\n");
      client.expect(":4\\r\\n");
      client.send("words \"\"\\r\\nPING\\r\\n");
      client.expect(":0\\r\\n+PONG\\r\\n");
      client.send("WORDS\\r\\n");
      client.expect("-ERR wrong number of arguments for 'words' command\\r\\n");
    }
  }

  /// As a build tool collects it: the commands would be for the copy, and the server has none.
  @Test
  void areFoundBesideACopyOfWhatTheyNeed(@TempDir Path collected)
      throws IOException, InterruptedException {
    try (Stream<Path> own = Files.list(modules)) {
      Path jar = own.findFirst().orElseThrow();
      Files.createSymbolicLink(collected.resolve(jar.getFileName()), jar);
    }
    Path common = UsersModule.common();
    Files.createSymbolicLink(collected.resolve(common.getFileName()), common);
    try (ServerProcess server =
            ServerProcess.muxscope(Mode.SELECT, "--module-path", collected.toString());
        RawConnection client = new RawConnection(server.address())) {
      client.send("WORDS \"to be\"\\r\\n");
      client.expect(":2\\r\\n");
    }
  }

  /// What no module of the image needs must yet be there when the JVM has started.
  @Test
  void mayUseWhatTheImageHasForThem(@TempDir Path folder) throws IOException, InterruptedException {
    Path http =
        new UsersModule("uses", CommandSet.class.getName(), "HttpCommands", USE_HTTP)
            .compileTo(folder);
    try (ServerProcess server =
            ServerProcess.muxscope(Mode.SELECT, "--module-path", http.toString());
        RawConnection client = new RawConnection(server.address())) {
      client.send("HTTP.VERSION\\r\\n");
      client.expect(":1\\r\\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void areUnknownWithoutTheModule(Mode mode) throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.muxscope(mode);
        RawConnection client = new RawConnection(server.address())) {
      client.send("WORDS a\\r\\n");
      client.expect("-ERR unknown command 'WORDS', with args beginning with: 'a' \\r\\n");
    }
  }

  @Test
  void aFolderThatDoesNotExistIsWrongUsage() throws IOException, InterruptedException {
    String missing = modules.resolve("missing").toString();
    Program.Result result =
        Program.muxscope("serve", "--mode=select", "--port", "0", "--module-path", missing);
    assertEquals("", result.out());
    assertEquals(1, result.err().lines().count(), result::err);
    assertTrue(result.err().contains(missing), result::err);
    assertEquals(2, result.exitCode());
  }
}
