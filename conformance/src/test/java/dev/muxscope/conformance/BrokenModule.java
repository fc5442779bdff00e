package dev.muxscope.conformance;

import dev.muxscope.common.command.CommandSet;
import java.io.IOException;
import java.nio.file.Path;

/// A user's module whose commands fail in every way there is, compiled while the tests run.
final class BrokenModule {

  private static final String COMMANDS =
      """
      package broken;

      import dev.muxscope.common.command.*;
      import java.util.List;

      public final class BrokenCommands implements CommandSet {
        public String group() {
          return "broken";
        }

        public List<Command> commands(Store store) {
          return List.of(
              of("THROW", (request, session, reply) -> {
                reply.array(3);
                reply.ok();
                throw new IllegalStateException("on purpose");
              }),
              of("CHECKED", (request, session, reply) -> {
                throw new java.io.IOException("two\\r\\nlines");
              }),
              of("ASSERT", (request, session, reply) -> {
                throw new AssertionError("on purpose");
              }),
              of("RECURSE", (request, session, reply) -> reply.integer(depth(0))),
              of("EXHAUST", (request, session, reply) -> reply.bulk(new byte[Integer.MAX_VALUE - 8])),
              of("INTERRUPT", (request, session, reply) -> {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted");
              }));
        }

        private static Command of(String name, Command.Handler handler) {
          return Command.of("BROKEN." + name, 1, "Fails", handler);
        }

        private static int depth(int above) {
          return 1 + depth(above + 1);
        }
      }
      """;

  private BrokenModule() {}

  /// Compiles it into `directory`.
  ///
  /// @return the module path that holds it
  static Path compileTo(Path directory) throws IOException {
    return new UsersModule("broken", CommandSet.class.getName(), "BrokenCommands", COMMANDS)
        .compileTo(directory);
  }
}
