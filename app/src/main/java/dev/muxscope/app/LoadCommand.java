package dev.muxscope.app;

import dev.muxscope.client.HostPort;
import dev.muxscope.client.load.ConnectionPlan;
import dev.muxscope.client.load.Content;
import dev.muxscope.client.load.HdrLog;
import dev.muxscope.client.load.LoadException;
import dev.muxscope.client.load.LoadGenerator;
import dev.muxscope.client.load.LoadOptions;
import dev.muxscope.client.load.LoadProgress;
import dev.muxscope.client.load.LoadResult;
import dev.muxscope.client.load.LoadSummary;
import dev.muxscope.client.load.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `muxscope load`: sends requests to a server and measures how long the replies take.
final class LoadCommand implements Subcommand {

  @Override
  public Syntax syntax() {
    List<Option> options = new ArrayList<>();
    options.addAll(connectionOptions());
    options.addAll(paceOptions());
    options.addAll(contentOptions());
    options.addAll(outputOptions());
    return new Syntax(
        "load", "HOST:PORT", "Drives any RESP server, and measures its response times", options);
  }

  private static List<Option> connectionOptions() {
    return List.of(
        Option.of("connections", "N", "" + LoadOptions.DEFAULT_CONNECTIONS, "open connections"),
        Option.of("active", "K", "", "how many of them send; all, if not given"),
        Option.of("activity", "SHARE", "", "the same as a share of all, over 0, at most 1"));
  }

  private static List<Option> paceOptions() {
    return List.of(
        Option.of(
            "rate",
            "R",
            "0",
            "requests per second in total, on a schedule; 0: each waits for the last reply"),
        Option.of("pipeline", "P", "1", "requests sent at a time"),
        Option.of("duration", "TIME", text(LoadOptions.DEFAULT_DURATION), "the measured part"),
        Option.of("warmup", "TIME", text(LoadOptions.DEFAULT_WARM_UP), "before it, not counted"));
  }

  private static List<Option> contentOptions() {
    return List.of(
        Option.of("request", "TEXT", LoadOptions.DEFAULT_REQUEST, "the command to send"),
        Option.of("payload", "BYTES", "0", "appends an argument of so many bytes"));
  }

  private static List<Option> outputOptions() {
    return List.of(
        Option.of("json", "FILE", "", "writes the result there"),
        Option.of(
            "hdr", "FILE.hlog", "", "logs response times there, as HdrHistogram's tools read"),
        Option.of(
            "hdr-interval",
            "TIME",
            text(HdrLog.DEFAULT_INTERVAL),
            "length of the log's intervals"));
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
      LoadOptions options =
          LoadOptions.defaults(HostPort.parse(arguments.operands().getFirst()))
              .withConnections(connections(arguments))
              .withPace(pace(arguments))
              .withContent(content(arguments))
              .withDuration(arguments.duration("duration"))
              .withWarmUp(arguments.duration("warmup"));
      Optional<Path> hdr = arguments.path("hdr");
      if (hdr.isEmpty() && arguments.has("hdr-interval")) {
        throw new UsageException("--hdr-interval needs --hdr FILE.hlog");
      }
      return hdr.isEmpty()
          ? options
          : options.withHdrLog(new HdrLog(hdr.get(), arguments.duration("hdr-interval")));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static ConnectionPlan connections(Arguments arguments) throws UsageException {
    int open = arguments.number("connections", 1, Integer.MAX_VALUE);
    return ConnectionPlan.of(open).withActive(active(arguments, open));
  }

  private static int active(Arguments arguments, int open) throws UsageException {
    if (arguments.has("active") && arguments.has("activity")) {
      throw new UsageException("--active and --activity say the same: give one of them");
    }
    if (arguments.has("active")) {
      return arguments.number("active", 1, Integer.MAX_VALUE);
    }
    if (arguments.has("activity")) {
      return Math.max(1, (int) Math.round(open * arguments.share("activity")));
    }
    return open;
  }

  private static Pace pace(Arguments arguments) throws UsageException {
    return Pace.of(arguments.number("rate", 0, Integer.MAX_VALUE))
        .withPipeline(arguments.number("pipeline", 1, Integer.MAX_VALUE));
  }

  private static Content content(Arguments arguments) throws UsageException {
    return Content.of(arguments.text("request"))
        .withPayloadBytes(arguments.number("payload", 0, Integer.MAX_VALUE));
  }

  private static String text(Duration duration) {
    return duration.toSeconds() + "s";
  }
}
