package dev.muxscope.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// Which processors the server and the load run on, and how much of their time. Immutable.
///
/// @param serverCpus of the server; empty where nothing is pinned
/// @param loadCpus of the load; empty where nothing is pinned
/// @param note why nothing is pinned, or what is wrong with how it is; may be empty
/// @param quota of server and load together
public record Pinning(
    List<Integer> serverCpus, List<Integer> loadCpus, String note, CpuQuota quota) {

  private static final String ONE_CORE = "threads of one core";

  /// One processor for the load, and one for the server.
  private static final double ROOM_TO_SPIN = 2;

  public Pinning {
    serverCpus = List.copyOf(serverCpus);
    loadCpus = List.copyOf(loadCpus);
  }

  /// Without a quota.
  public Pinning(List<Integer> serverCpus, List<Integer> loadCpus, String note) {
    this(serverCpus, loadCpus, note, CpuQuota.none());
  }

  /// The same with a quota.
  Pinning with(CpuQuota quota) {
    return new Pinning(serverCpus, loadCpus, note, quota);
  }

  /// Nothing is pinned, and no quota known.
  ///
  /// @param note why
  public static Pinning none(String note) {
    return new Pinning(List.of(), List.of(), note);
  }

  /// As this machine allows.
  public static Pinning ofMachine() {
    return of(ProcFiles.allowedCpus(), ProcFiles::siblings, Programs.exists("taskset"))
        .with(CpuQuota.ofThisProcess());
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
    return oneEach(serverCpu, loadCpu, ProcFiles::siblings).with(CpuQuota.ofThisProcess());
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

  /// Whether the load may look for replies without a pause, and takes nothing from the server by
  /// it.
  boolean leavesRoomToSpin() {
    return pinned() && !note.equals(ONE_CORE) && quota.processors() >= ROOM_TO_SPIN;
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
