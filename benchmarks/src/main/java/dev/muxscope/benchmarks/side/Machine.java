package dev.muxscope.benchmarks.side;

import dev.muxscope.benchmarks.peer.Peer;
import dev.muxscope.lab.Pinning;
import dev.muxscope.lab.ProcFiles;
import dev.muxscope.lab.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What this machine has: programs, processors, descriptors.
///
/// @param root of Muxscope's sources
/// @param floor the compiled C server
/// @param floorObstacle why there is none; empty if there is
/// @param pinning a processor each for servers and load
record Machine(Path root, Optional<Path> floor, String floorObstacle, Pinning pinning) {

  /// Descriptors that a server needs besides its connections.
  private static final int SPARE = 200;

  /// This one.
  ///
  /// @param root of Muxscope's sources
  /// @param program where the compiled floor is to lie
  /// @param pinning a processor each for servers and load
  /// @throws IOException if it lacks what nothing can be measured without
  static Machine here(Path root, Path program, Pinning pinning)
      throws IOException, InterruptedException {
    for (String tool : List.of("redis-benchmark", "taskset")) {
      if (!Programs.exists(tool)) {
        throw new IOException(tool + " is not installed, and nothing can be measured without it");
      }
    }
    if (!Programs.exists("gcc")) {
      return new Machine(root, Optional.empty(), "gcc is not installed", pinning);
    }
    String source = root.resolve("benchmarks/floor.c").toString();
    int code =
        new ProcessBuilder("gcc", "-O2", "-o", program.toString(), source)
            .inheritIO()
            .start()
            .waitFor();
    return code == 0
        ? new Machine(root, Optional.of(program), "", pinning)
        : new Machine(root, Optional.empty(), "gcc could not compile it", pinning);
  }

  boolean has(String tool) {
    return Programs.exists(tool);
  }

  /// How many connections a server can have.
  int mostConnections() {
    return (int) Math.min(ProcFiles.openFiles().orElse(1024), 1_000_000) - SPARE;
  }

  /// Of the image.
  Path launcher() {
    return root.resolve("app/target/muxscope/bin/muxscope");
  }

  /// Of the image.
  Path jcmd() {
    return root.resolve("app/target/muxscope/bin/jcmd");
  }

  /// The command that starts a peer on the JVM, with the options of the image.
  List<String> peer(Peer peer, int port) {
    return List.of(
        root.resolve("benchmarks/peer").toString(), peer.toString(), Integer.toString(port));
  }

  /// The command that holds idle connections to a server.
  List<String> holder(int port) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        IdleHolder.class.getName(),
        Integer.toString(port));
  }
}
