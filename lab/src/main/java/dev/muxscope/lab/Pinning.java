package dev.muxscope.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Which processors the server and the load run on. Immutable.
///
/// @param serverCpus of the server; empty where nothing is pinned
/// @param loadCpus of the load; empty where nothing is pinned
/// @param note why nothing is pinned; empty where it is
public record Pinning(List<Integer> serverCpus, List<Integer> loadCpus, String note) {

  public Pinning {
    serverCpus = List.copyOf(serverCpus);
    loadCpus = List.copyOf(loadCpus);
  }

  /// Nothing is pinned.
  ///
  /// @param note why
  public static Pinning none(String note) {
    return new Pinning(List.of(), List.of(), note);
  }

  /// As this machine allows.
  public static Pinning ofMachine() {
    return of(ProcFiles.allowedCpus(), tasksetExists());
  }

  /// The first half of the processors for the server, a quarter for the load, the rest for the lab
  /// and the system; of two, one each.
  static Pinning of(List<Integer> cpus, boolean taskset) {
    if (!taskset) {
      return none("there is no taskset here");
    }
    if (cpus.size() < 2) {
      return none("there is only one processor");
    }
    int server = cpus.size() / 2;
    int load = Math.max(1, cpus.size() / 4);
    return new Pinning(cpus.subList(0, server), cpus.subList(server, server + load), "");
  }

  public boolean pinned() {
    return !serverCpus.isEmpty();
  }

  /// A server's command, pinned.
  public List<String> server(List<String> command) {
    return pinned(serverCpus, command);
  }

  /// A load's command, pinned.
  public List<String> load(List<String> command) {
    return pinned(loadCpus, command);
  }

  @Override
  public String toString() {
    return pinned()
        ? "server on CPU " + list(serverCpus) + ", load on CPU " + list(loadCpus) + " (taskset)"
        : "not pinned: " + note;
  }

  private static List<String> pinned(List<Integer> cpus, List<String> command) {
    if (cpus.isEmpty()) {
      return command;
    }
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", list(cpus)));
    pinned.addAll(command);
    return pinned;
  }

  private static String list(List<Integer> cpus) {
    return cpus.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static boolean tasksetExists() {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String directory : path.split(File.pathSeparator, -1)) {
      if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, "taskset"))) {
        return true;
      }
    }
    return false;
  }
}
