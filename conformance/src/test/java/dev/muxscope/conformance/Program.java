package dev.muxscope.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Programs that end by themselves: the image's other commands, and Redis's tools.
final class Program {

  private static final int TOOL_SECONDS = 120;
  private static final int MUXSCOPE_SECONDS = 60;
  private static final int LAB_SECONDS = 400;

  private Program() {}

  /// How a program ended and what it printed.
  record Result(int exitCode, String out, String err) {}

  /// Runs `command` to its end with an empty standard input.
  static Result run(List<String> command) throws IOException, InterruptedException {
    return run(new ProcessBuilder(command));
  }

  /// The same with what else `builder` says of its surroundings.
  static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
    return run(builder, TOOL_SECONDS);
  }

  private static Result run(ProcessBuilder builder, int seconds)
      throws IOException, InterruptedException {
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      Output out = new Output(process.getInputStream());
      Output err = new Output(process.getErrorStream());
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new AssertionError(
            builder.command() + " did not end, printed " + out.soFar() + err.soFar());
      }
      return new Result(process.exitValue(), out.whole(), err.whole());
    } finally {
      process.destroyForcibly();
    }
  }

  /// Runs a command of the image that measures for a while.
  static Result measuring(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    command.addAll(List.of(arguments));
    return run(new ProcessBuilder(command), LAB_SECONDS);
  }

  /// Runs the image's launcher with `arguments`, which must not leave it running.
  static Result muxscope(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    command.addAll(List.of(arguments));
    return run(new ProcessBuilder(command), MUXSCOPE_SECONDS);
  }

  /// The image's launcher, `bin/muxscope`, which the build passes as a system property.
  static Path launcher() {
    return Path.of(property("muxscope.image"));
  }

  /// A system property that the build passes.
  static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new AssertionError(
          "system property " + name + " is missing, run the tests with ./mvnw verify");
    }
    return value;
  }
}
