package dev.muxscope.app;

import dev.muxscope.client.HostPort;
import dev.muxscope.client.load.LoadException;
import dev.muxscope.client.load.LoadGenerator;
import dev.muxscope.client.load.LoadOptions;
import dev.muxscope.client.load.LoadProgress;
import dev.muxscope.client.load.LoadResult;
import dev.muxscope.client.load.LoadSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `muxscope load`: sends requests to a server and measures how long the replies take.
final class LoadCommand implements Subcommand {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "load",
        "HOST:PORT",
        "Drives any RESP server, and measures its response times",
        List.of(
            Option.of("connections", "N", "" + LoadOptions.DEFAULT_CONNECTIONS, "open connections"),
            Option.of(
                "rate",
                "R",
                "" + LoadOptions.DEFAULT_RATE,
                "requests per second in total, on a schedule; 0: each waits for the last reply"),
            Option.of("duration", "TIME", text(LoadOptions.DEFAULT_DURATION), "the measured part"),
            Option.of(
                "warmup", "TIME", text(LoadOptions.DEFAULT_WARM_UP), "before it, not counted"),
            Option.of(
                "pipeline", "P", "" + LoadOptions.DEFAULT_PIPELINE, "requests sent at a time"),
            Option.of("request", "TEXT", LoadOptions.DEFAULT_REQUEST, "the command to send"),
            Option.of("json", "FILE", "", "writes the result there")));
  }

  @Override
  public int run(Arguments arguments, Console console) throws UsageException, IOException {
    arguments.expectOperands(1, 1);
    LoadOptions options = options(arguments);
    Optional<Path> json = arguments.path("json");
    LoadProgress progress = new LoadProgress(console.out(), Console.isTerminal());
    LoadResult result;
    try {
      result = LoadGenerator.run(options, progress);
    } catch (LoadException e) {
      progress.clear();
      throw new IOException(e.getMessage(), e);
    }
    LoadSummary.print(result, console.out());
    if (json.isPresent()) {
      writeJson(result, json.get());
    }
    return Main.FINE;
  }

  private static void writeJson(LoadResult result, Path file) throws IOException {
    try {
      result.toJson(file);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e, e);
    }
  }

  private static LoadOptions options(Arguments arguments) throws UsageException {
    try {
      return new LoadOptions(
          HostPort.parse(arguments.operands().getFirst()),
          arguments.number("connections", 1, Integer.MAX_VALUE),
          arguments.number("rate", 0, Integer.MAX_VALUE),
          arguments.duration("duration"),
          arguments.duration("warmup"),
          arguments.number("pipeline", 1, Integer.MAX_VALUE),
          arguments.text("request"));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static String text(Duration duration) {
    return duration.toSeconds() + "s";
  }
}
