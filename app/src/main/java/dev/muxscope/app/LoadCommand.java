package dev.muxscope.app;

import dev.muxscope.client.Credentials;
import dev.muxscope.client.FileErrors;
import dev.muxscope.client.HostPort;
import dev.muxscope.client.load.ConnectionPlan;
import dev.muxscope.client.load.Content;
import dev.muxscope.client.load.HdrLog;
import dev.muxscope.client.load.KeyMix;
import dev.muxscope.client.load.LoadEvent;
import dev.muxscope.client.load.LoadEvent.Phase;
import dev.muxscope.client.load.LoadEvent.PhaseBegun;
import dev.muxscope.client.load.LoadException;
import dev.muxscope.client.load.LoadGenerator;
import dev.muxscope.client.load.LoadOptions;
import dev.muxscope.client.load.LoadProgress;
import dev.muxscope.client.load.LoadResult;
import dev.muxscope.client.load.LoadSummary;
import dev.muxscope.client.load.Pace;
import dev.muxscope.client.load.RateBound;
import dev.muxscope.client.load.RateSearch;
import dev.muxscope.client.load.RateSearchSummary;
import dev.muxscope.client.load.RunEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// `muxscope load`: sends requests to a server and measures how long the replies take.
final class LoadCommand implements Subcommand {

  /// Of a search, unless a duration is given.
  private static final Duration STEP = Duration.ofSeconds(3);

  private static final int FIRST_RATE = 1_000;

  private static final Duration STEP_WARM_UP = Duration.ofSeconds(1);

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
        Option.of("activity", "SHARE", "", "the same as a share of all, over 0, at most 1"),
        Option.of("ramp", "TIME", "0s", "opens the connections evenly over it"),
        Option.of("churn", "C", "0", "connections closed and opened anew per second"),
        Option.of("threads", "T", "1", "threads that drive the connections"),
        PasswordOption.option("the server asks for"));
  }

  private static List<Option> paceOptions() {
    return List.of(
        Option.of(
            "rate",
            "R",
            "0",
            "requests per second in total, on a schedule; 0: each waits for the last reply"),
        Option.of("arrival", "fixed|poisson", "fixed", "how a rate is spread in time"),
        Option.of("pipeline", "P", "1", "requests sent at a time"),
        Option.flag(
            "busy-poll",
            "looks for replies without a pause: for a load with a processor to itself"),
        Option.of(
            "duration",
            "TIME",
            text(LoadOptions.DEFAULT_DURATION),
            "the measured part; Ctrl-C ends it early, and a search after its step"),
        Option.of("warmup", "TIME", text(LoadOptions.DEFAULT_WARM_UP), "before it, not counted"));
  }

  private static List<Option> contentOptions() {
    return List.of(
        Option.of("request", "TEXT", LoadOptions.DEFAULT_REQUEST, "the command to send"),
        Option.of(
            "payload",
            "BYTES",
            "0",
            "appends an argument of so many bytes; of a mix, the values' size"),
        Option.of("mix", "GET=90,SET=10", "", "commands by share instead of one request"),
        Option.of("keys", "N", "" + KeyMix.DEFAULT_KEYS, "keys of the mix; all are written first"),
        Option.of("key-distribution", "uniform|zipf", "uniform", "how keys are chosen"));
  }

  private static List<Option> outputOptions() {
    return List.of(
        Option.of(
            "find-max", "BOUND", "", "searches the highest rate that holds it, as \"p99<5ms\""),
        Option.of("json", "FILE", "", "writes the result there, if the run was not ended early"),
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
    Optional<Path> json = arguments.outputFile("json");
    Optional<Path> hdr = arguments.path("hdr");
    if (json.isPresent() && hdr.isPresent() && areSame(json.get(), hdr.get())) {
      throw new UsageException("--json and --hdr name the same file: give each its own");
    }
    if (arguments.has("find-max")) {
      return findMax(arguments, options, json, console);
    }
    LoadProgress progress =
        new LoadProgress(console.out(), Console.isTerminal() ? TerminalSize.now().columns() : 0);
    RunEnd end = new RunEnd();
    LoadResult result;
    try {
      result = LoadGenerator.run(options, endedBySignals(end).andThen(progress), end);
    } catch (LoadException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      progress.clear();
    }
    LoadSummary.print(result, console.out());
    if (end.isEarly()) {
      throw new IOException("interrupted: the figures are of what was measured until then");
    }
    if (json.isPresent()) {
      write(json.get(), result::toJson);
    }
    return result.verdict() == LoadResult.Verdict.VALID ? Main.FINE : Main.FAILED;
  }

  private static boolean areSame(Path one, Path other) throws IOException {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
        || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
  }

  /// Has Ctrl-C end the run early from the warm-up on; before, it ends the process.
  private static Consumer<LoadEvent> endedBySignals(RunEnd end) {
    return event -> {
      if (event instanceof PhaseBegun(Phase phase, _) && phase == Phase.WARMING_UP) {
        Signals.onFirst(end::hasten);
      }
    };
  }

  private static int findMax(
      Arguments arguments, LoadOptions options, Optional<Path> json, Console console)
      throws UsageException, IOException {
    requireNone(arguments, "is for one run: leave it out with --find-max", "hdr");
    RateBound bound = bound(arguments);
    LoadOptions step =
        options
            .withDuration(arguments.has("duration") ? options.duration() : STEP)
            .withWarmUp(arguments.has("warmup") ? options.warmUp() : STEP_WARM_UP);
    var interrupted = new AtomicBoolean();
    Signals.onFirst(() -> interrupted.set(true));
    RateSearch.Found found;
    try {
      found =
          RateSearch.find(
              step,
              bound,
              each -> RateSearchSummary.print(each, bound, console.out()),
              interrupted::get);
    } catch (LoadException e) {
      throw new IOException(e.getMessage(), e);
    }
    RateSearchSummary.print(found, console.out());
    if (interrupted.get()) {
      throw new IOException("interrupted: the answer is of what was tried until then");
    }
    if (json.isPresent()) {
      write(json.get(), file -> RateSearchSummary.toJson(found, file));
    }
    return found.highestRate() > 0 ? Main.FINE : Main.FAILED;
  }

  private static RateBound bound(Arguments arguments) throws UsageException {
    try {
      return RateBound.parse(arguments.text("find-max"));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /// What writes a file.
  @FunctionalInterface
  private interface FileWriter {
    void write(Path file) throws IOException;
  }

  private static void write(Path file, FileWriter writer) throws IOException {
    try {
      writer.write(file);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + FileErrors.reason(e), e);
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
      options = options.withCredentials(credentials(arguments));
      Optional<Path> hdr = arguments.outputFile("hdr");
      if (hdr.isEmpty()) {
        requireNone(arguments, "needs --hdr FILE.hlog", "hdr-interval");
      }
      return hdr.isEmpty()
          ? options
          : options.withHdrLog(new HdrLog(hdr.get(), arguments.duration("hdr-interval")));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static Credentials credentials(Arguments arguments) throws UsageException {
    Optional<byte[]> password = PasswordOption.read(arguments);
    return password.isPresent()
        ? Credentials.none().withPassword(password.get())
        : Credentials.none();
  }

  private static ConnectionPlan connections(Arguments arguments) throws UsageException {
    int open = arguments.number("connections", 1, Integer.MAX_VALUE);
    return ConnectionPlan.of(open)
        .withActive(active(arguments, open))
        .withRamp(arguments.duration("ramp"))
        .withChurnPerSecond(arguments.number("churn", 0, Integer.MAX_VALUE))
        .withThreads(arguments.number("threads", 1, Integer.MAX_VALUE));
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
    int rate = arguments.number("rate", 0, Integer.MAX_VALUE);
    return Pace.of(rate == 0 && arguments.has("find-max") ? FIRST_RATE : rate)
        .withPipeline(arguments.number("pipeline", 1, Integer.MAX_VALUE))
        .withBusyPoll(arguments.has("busy-poll"))
        .withArrival(arguments.choice("arrival", Pace.Arrival.class));
  }

  private static Content content(Arguments arguments) throws UsageException {
    Content content =
        Content.of(arguments.text("request"))
            .withPayloadBytes(arguments.number("payload", 0, Integer.MAX_VALUE));
    if (!arguments.has("mix")) {
      requireNone(arguments, "needs --mix GET=90,SET=10", "keys", "key-distribution");
      return content;
    }
    requireNone(arguments, "is not sent with --mix: give one of them", "request");
    return content.withMix(
        new KeyMix(
            KeyMix.parseParts(arguments.text("mix")),
            arguments.number("keys", 1, Integer.MAX_VALUE),
            arguments.choice("key-distribution", KeyMix.Distribution.class)));
  }

  private static void requireNone(Arguments arguments, String why, String... names)
      throws UsageException {
    for (String name : names) {
      if (arguments.has(name)) {
        throw new UsageException("--" + name + " " + why);
      }
    }
  }

  private static String text(Duration duration) {
    return duration.toSeconds() + "s";
  }
}
