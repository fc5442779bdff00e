package dev.muxscope.lab.drill;

import dev.muxscope.client.load.LoadResult;
import dev.muxscope.lab.ChildProcess;
import dev.muxscope.lab.Children;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.LoadChild;
import dev.muxscope.lab.Pinning;
import dev.muxscope.lab.Scratch;
import dev.muxscope.lab.ServerChild;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a drill works with: servers and load in processes of their own, and a line to the user.
///
/// Owned by the drill's thread.
final class Stage {

  private static final Duration WARM_UP = Duration.ofMillis(1_500);

  private final DrillOptions options;
  private final Pinning pinning;
  private final Scratch scratch;
  private final Children children;
  private final PrintStream out;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, List<String>> doubts = new LinkedHashMap<>();

  /// @param children end when the drill does, whatever happens
  Stage(
      DrillOptions options, Pinning pinning, Scratch scratch, Children children, PrintStream out) {
    this.options = options;
    this.pinning = pinning;
    this.scratch = scratch;
    this.children = children;
    this.out = out;
  }

  List<String> modes() {
    return options.modes();
  }

  Pinning pinning() {
    return pinning;
  }

  /// How many processors the server may use.
  int serverProcessors() {
    return serverProcessors(pinning, Runtime.getRuntime().availableProcessors());
  }

  /// A container's quota may grant less than the processors that the server is pinned to.
  ///
  /// @param available to this JVM, and so to the server's
  static int serverProcessors(Pinning pinning, int available) {
    return pinning.pinned() ? Math.min(pinning.serverCpus().size(), available) : available;
  }

  /// How each server that was started says it waits.
  Map<String, String> settings() {
    return settings;
  }

  /// Tells the user what happens now.
  void say(String line) {
    out.print(line + "\n");
    out.flush();
  }

  Path file(String name) {
    return scratch.file(name);
  }

  /// Starts a server, to be closed by the caller.
  ///
  /// @param more options of `muxscope serve`
  ServerChild server(String mode, String... more) throws LabException, InterruptedException {
    ServerChild server =
        ServerChild.start(options.launcher(), pinning, mode, List.of(more), children);
    if (more.length == 0) {
      settings.computeIfAbsent(mode, _ -> server.settings());
    }
    return server;
  }

  /// Starts a load, to be closed by the caller.
  ///
  /// @param options of `muxscope load`
  LoadChild load(ServerChild server, List<String> options, Duration warmUp, Duration measured)
      throws LabException {
    return LoadChild.start(
        this.options.launcher(),
        pinning,
        server,
        new LoadChild.Load("load", options, warmUp, measured),
        scratch.file("load.json"),
        children);
  }

  /// Waits for what a load has measured. If it says that its figures are not to be used, the report
  /// will say so too.
  ///
  /// @param subject whom the figures are about, as in conclusions
  LoadResult result(String subject, LoadChild load) throws LabException, InterruptedException {
    LoadResult result = load.awaitResult().result();
    if (result.verdict() == LoadResult.Verdict.INVALID) {
      doubts.computeIfAbsent(subject, _ -> new ArrayList<>()).addAll(result.reasons());
    }
    return result;
  }

  /// Whose loads have figures that are not to be used, and why.
  Map<String, List<String>> doubts() {
    return doubts;
  }

  /// Lets a server answer as fast as it can for a while, so that the compiler has done most of its
  /// work before anything counts.
  void warmUp(ServerChild server) throws LabException, InterruptedException {
    List<String> closedLoop = List.of("--connections", "10");
    try (LoadChild load = load(server, closedLoop, Duration.ZERO, WARM_UP)) {
      load.awaitResult();
    }
  }

  /// Starts a program that is no part of the image, to be closed by the caller.
  ChildProcess program(List<String> command) throws LabException {
    return ChildProcess.start(command.getFirst(), command, children);
  }
}
