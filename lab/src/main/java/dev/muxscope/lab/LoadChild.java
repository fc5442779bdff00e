package dev.muxscope.lab;

import dev.muxscope.client.HostPort;
import dev.muxscope.client.load.LoadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A load generator in a process of its own, from its start to its result.
///
/// Owned by the lab's thread.
final class LoadChild implements AutoCloseable {

  /// For what takes no time of its own: starting, connecting, late replies.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChildProcess child;
  private final Path json;
  private final Duration warmUp;
  private final Duration measured;

  private LoadChild(ChildProcess child, Path json, Duration warmUp, Duration measured) {
    this.child = child;
    this.json = json;
    this.warmUp = warmUp;
    this.measured = measured;
  }

  /// A result, and the text it was read from.
  record Outcome(LoadResult result, String json) {}

  /// Starts a load.
  ///
  /// @param cell the server's mode, for messages, and the connections
  /// @param json the file for the result
  static LoadChild start(
      LabOptions options,
      Pinning pinning,
      HostPort server,
      Cell cell,
      Duration warmUp,
      Duration measured,
      Path json,
      Children children)
      throws LabException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(options.launcher().toString(), "load", server.toString()));
    command.addAll(load(cell.at()));
    command.addAll(List.of("--duration", measured.toMillis() + "ms"));
    command.addAll(List.of("--warmup", warmUp.toMillis() + "ms"));
    command.addAll(List.of("--json", json.toString()));
    command.addAll(List.of("--request", options.request(cell.at())));
    try {
      Files.deleteIfExists(json);
    } catch (IOException e) {
      throw new LabException("cannot replace " + json + ": " + e.getMessage(), e);
    }
    String name = "load on " + cell;
    ChildProcess child = ChildProcess.start(name, pinning.load(command), children);
    return new LoadChild(child, json, warmUp, measured);
  }

  private static List<String> load(Point at) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--connections", Integer.toString(at.connections())));
    if (at.active() < at.connections()) {
      words.addAll(List.of("--active", Integer.toString(at.active())));
    }
    words.addAll(List.of("--rate", Integer.toString(at.rate())));
    if (at.payload() > 0) {
      words.addAll(List.of("--payload", Integer.toString(at.payload())));
    }
    if (at.pipeline() > 1) {
      words.addAll(List.of("--pipeline", Integer.toString(at.pipeline())));
    }
    return words;
  }

  /// Returns when all connections are open and requests begin to flow.
  void awaitWarmUp() throws LabException, InterruptedException {
    child.awaitLine("warming up"::equals, "the warm-up", PATIENCE);
  }

  /// Returns when the measured part begins.
  void awaitMeasuring() throws LabException, InterruptedException {
    child.awaitLine("measuring"::equals, "the measured part", warmUp.plus(PATIENCE));
  }

  /// Returns when the measured part is over.
  void awaitMeasured() throws LabException, InterruptedException {
    child.awaitLine("measured"::equals, "the measured part's end", measured.plus(PATIENCE));
  }

  /// Waits for the end of the process.
  ///
  /// @throws LabException if it left no result; one that says it is invalid is a result
  Outcome awaitResult() throws LabException, InterruptedException {
    int code = child.awaitExit(PATIENCE);
    try {
      return new Outcome(LoadResult.fromJson(json), Files.readString(json));
    } catch (IOException _) {
      throw child.failure("ended with exit code " + code + " and left no result");
    }
  }

  @Override
  public void close() {
    child.close();
  }
}
