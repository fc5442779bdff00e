package dev.muxscope.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// Which processors the server and the load run on. Immutable.
///
/// @param serverCpus of the server; empty where nothing is pinned
/// @param loadCpus of the load; empty where nothing is pinned
/// @param note why nothing is pinned, or what is wrong with how it is; may be empty
public record Pinning(List<Integer> serverCpus, List<Integer> loadCpus, String note) {

  private static final String ONE_CORE = "threads of one core";

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
    return of(ProcFiles.allowedCpus(), ProcFiles::siblings, Programs.exists("taskset"));
  }

  /// The first half of the cores for the server, a quarter for the load, the rest for the lab and
  /// the system; of two, one each. Threads of one core slow each other down, so that server and
  /// load share none unless there is but one.
  ///
  /// @param siblings of a processor: what names its core, the same for each of the core's threads;
  ///   empty where nothing tells, for a core of its own
  static Pinning of(List<Integer> cpus, IntFunction<String> siblings, boolean taskset) {
    if (!taskset) {
      return none("there is no taskset here");
    }
    if (cpus.size() < 2) {
      return none("there is only one processor");
    }
    List<List<Integer>> cores = cores(cpus, siblings);
    return cores.size() > 1
        ? split(cores, "")
        : split(cpus.stream().map(List::of).toList(), ONE_CORE);
  }

  /// A processor each, chosen by who asks.
  public static Pinning oneEach(int serverCpu, int loadCpu) {
    return oneEach(serverCpu, loadCpu, ProcFiles::siblings);
  }

  static Pinning oneEach(int serverCpu, int loadCpu, IntFunction<String> siblings) {
    boolean apart = cores(List.of(serverCpu, loadCpu), siblings).size() > 1;
    return new Pinning(List.of(serverCpu), List.of(loadCpu), apart ? "" : ONE_CORE);
  }

  private static List<List<Integer>> cores(List<Integer> cpus, IntFunction<String> siblings) {
    Map<String, List<Integer>> cores = new LinkedHashMap<>();
    for (int cpu : cpus) {
      String told = siblings.apply(cpu);
      String core = told.isEmpty() ? Integer.toString(cpu) : told;
      cores.computeIfAbsent(core, _ -> new ArrayList<>()).add(cpu);
    }
    return List.copyOf(cores.values());
  }

  private static Pinning split(List<List<Integer>> cores, String note) {
    int server = cores.size() / 2;
    int load = Math.max(1, cores.size() / 4);
    return new Pinning(
        all(cores.subList(0, server)), all(cores.subList(server, server + load)), note);
  }

  private static List<Integer> all(List<List<Integer>> cores) {
    return cores.stream().flatMap(List::stream).toList();
  }

  public boolean pinned() {
    return !serverCpus.isEmpty();
  }

  /// Whether what the load does slows the server down, and the other way round.
  boolean sharesCore() {
    return note.equals(ONE_CORE);
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
        ? "server on CPU %s, load on CPU %s (taskset%s)"
            .formatted(list(serverCpus), list(loadCpus), note.isEmpty() ? "" : "; " + note)
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
}
