package dev.muxscope.lab.drill;

import dev.muxscope.lab.ChildProcess;
import dev.muxscope.lab.Children;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.Pinning;
import dev.muxscope.lab.Scratch;
import dev.muxscope.lab.ServerChild;
import java.io.PrintStream;
import java.net.InetSocketAddress;
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
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DrillOptions options;
  private final Pinning pinning;
  private final Scratch scratch;
  private final Children children;
  private final PrintStream out;
  private final Map<String, String> settings = new LinkedHashMap<>();

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
    return pinning.pinned()
        ? pinning.serverCpus().size()
        : Runtime.getRuntime().availableProcessors();
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
  /// @param more options of `muxscope load`
  ChildProcess load(ServerChild server, List<String> more) throws LabException {
    InetSocketAddress address = server.socketAddress();
    String target = address.getHostString() + ":" + address.getPort();
    List<String> command = new ArrayList<>();
    command.addAll(List.of(options.launcher().toString(), "load", target));
    command.addAll(more);
    return ChildProcess.start("load", pinning.load(command), children);
  }

  /// Lets a server answer as fast as it can for a while, so that the compiler has done most of its
  /// work before anything counts.
  void warmUp(ServerChild server) throws LabException, InterruptedException {
    List<String> closedLoop =
        List.of("--connections", "10", "--warmup", "0s", "--duration", WARM_UP.toMillis() + "ms");
    try (ChildProcess load = load(server, closedLoop)) {
      load.awaitExit(PATIENCE);
    }
  }

  /// Starts a program that is no part of the image, to be closed by the caller.
  ChildProcess program(List<String> command) throws LabException {
    return ChildProcess.start(command.getFirst(), command, children);
  }
}
