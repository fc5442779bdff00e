package dev.muxscope.lab;

import dev.muxscope.client.FileErrors;
import dev.muxscope.client.json.JsonObject;
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
public final class LoadChild implements AutoCloseable {

  /// For what takes no time of its own: starting, connecting, late replies.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChildProcess child;
  private final Load load;
  private final Path json;

  private LoadChild(ChildProcess child, Load load, Path json) {
    this.child = child;
    this.load = load;
    this.json = json;
  }

  /// What a load is to do.
  ///
  /// @param name for messages, as `load on select`
  /// @param options of `muxscope load`, without those that follow from the rest
  public record Load(String name, List<String> options, Duration warmUp, Duration measured) {

    public Load {
      options = List.copyOf(options);
    }
  }

  /// A result, and what it was read from.
  public record Outcome(LoadResult result, JsonObject json) {

    /// @throws IllegalArgumentException if it is no result
    static Outcome of(JsonObject json) {
      return new Outcome(LoadResult.of(json), json);
    }
  }

  /// Starts a load.
  ///
  /// @param launcher of the image
  /// @param json the file for the result; what is there is no result of this load
  public static LoadChild start(
      Path launcher, Pinning pinning, ServerChild server, Load load, Path json, Children children)
      throws LabException {
    List<String> command =
        new ArrayList<>(List.of(launcher.toString(), "load", server.address().toString()));
    command.addAll(options(pinning, load));
    command.addAll(List.of("--json", json.toString()));
    try {
      Files.deleteIfExists(json);
    } catch (IOException e) {
      throw new LabException("cannot replace " + json + ": " + FileErrors.reason(e), e);
    }
    return new LoadChild(
        ChildProcess.start(load.name(), pinning.load(command), children), load, json);
  }

  /// Those of `muxscope load`. Only a load with a core to itself may look for replies without a
  /// pause: beside the server it would take from what it measures.
  static List<String> options(Pinning pinning, Load load) {
    List<String> options = new ArrayList<>(load.options());
    if (pinning.leavesRoomToSpin()) {
      options.add("--busy-poll");
    }
    options.addAll(List.of("--duration", load.measured().toMillis() + "ms"));
    options.addAll(List.of("--warmup", load.warmUp().toMillis() + "ms"));
    return options;
  }

  /// Returns when all connections are open and requests begin to flow.
  public void awaitWarmUp() throws LabException, InterruptedException {
    child.awaitLine("warming up"::equals, "the warm-up", PATIENCE);
  }

  /// Returns when the measured part begins.
  public void awaitMeasuring() throws LabException, InterruptedException {
    child.awaitLine("measuring"::equals, "the measured part", load.warmUp().plus(PATIENCE));
  }

  /// Returns when the measured part is over.
  public void awaitMeasured() throws LabException, InterruptedException {
    child.awaitLine("measured"::equals, "the measured part's end", load.measured().plus(PATIENCE));
  }

  /// Waits for the end of the process.
  ///
  /// @throws LabException if it left no result; one that says it is invalid is a result
  public Outcome awaitResult() throws LabException, InterruptedException {
    int code = child.awaitExit(load.warmUp().plus(load.measured()).plus(PATIENCE));
    try {
      return Outcome.of(JsonObject.parse(Files.readString(json)));
    } catch (IOException | IllegalArgumentException _) {
      throw child.failure("ended with exit code " + code + " and left no result");
    }
  }

  @Override
  public void close() {
    child.close();
  }
}
