package dev.muxscope.app;

import dev.muxscope.lab.Effort;
import dev.muxscope.lab.Lab;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.LabOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `muxscope lab`: measures what each mode costs, and explains it.
final class LabCommand implements Subcommand {

  @Override
  public Syntax syntax() {
    String counts =
        LabOptions.DEFAULT_CONNECTIONS.stream()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    return new Syntax(
        "lab",
        "",
        "Measures what each mode costs at each number of connections, and explains it",
        List.of(
            Option.of(
                "modes", "A,B", String.join(",", LabOptions.DEFAULT_MODES), "modes to compare"),
            Option.of("connections", "N,M", counts, "numbers of connections"),
            Option.of(
                "rate", "R", "" + LabOptions.DEFAULT_RATE, "requests per second, in every cell"),
            Option.of("request", "TEXT", LabOptions.DEFAULT_REQUEST, "the command to send"),
            Option.flag("quick", "fewer and shorter runs: some two minutes"),
            Option.of("out", "DIR", "", "where the results go; a new folder if not given"),
            Option.of("module-path", "DIR", "", "adds the commands and engines of its modules")));
  }

  @Override
  public int run(Arguments arguments, Console console)
      throws UsageException, IOException, InterruptedException {
    arguments.expectOperands(0, 0);
    LabOptions options = options(arguments);
    try {
      return Lab.run(options, console.out());
    } catch (LabException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static LabOptions options(Arguments arguments) throws UsageException {
    Optional<Path> modules = arguments.path("module-path");
    Extensions.load(modules);
    try {
      return new LabOptions(
          arguments.list("modes"),
          arguments.numbers("connections", 1, Integer.MAX_VALUE),
          arguments.number("rate", 1, Integer.MAX_VALUE),
          arguments.text("request"),
          arguments.has("quick") ? Effort.QUICK : Effort.FULL,
          arguments.path("out").orElseGet(LabOptions::defaultOut),
          modules,
          LabOptions.imageLauncher());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
