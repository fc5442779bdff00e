package dev.muxscope.benchmarks.side;

import dev.muxscope.benchmarks.UsageException;
import dev.muxscope.benchmarks.peer.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/// The servers of a run, and why others are left out.
///
/// Owned by the thread that measures.
final class Contenders {

  /// What the launcher hands to the JVM.
  private static final String JVM_OPTIONS = "MUXSCOPE_OPTS";

  /// Has glibc's malloc ask for large pages, as our launcher does for the JVM's heap.
  private static final String LARGE_PAGES = "GLIBC_TUNABLES=glibc.malloc.hugetlb=1";

  /// Connections of what is not the load that is measured, as of a warm-up.
  private static final int SPARE = 1_000;

  private final Machine machine;
  private final Options options;
  private final List<Contender> present = new ArrayList<>();
  private final Map<String, String> leftOut = new TreeMap<>();

  private Contenders(Machine machine, Options options) {
    this.machine = machine;
    this.options = options;
  }

  /// Those that the options ask for and whose programs are there.
  ///
  /// @throws UsageException if they ask for one that there is not
  static Contenders of(Machine machine, Options options) throws UsageException {
    Contenders contenders = new Contenders(machine, options);
    contenders.addAll();
    List<String> unknown = new ArrayList<>(options.only());
    contenders.present.forEach(each -> unknown.remove(each.name()));
    unknown.removeAll(contenders.leftOut.keySet());
    if (!unknown.isEmpty()) {
      throw new UsageException(
          "no such server: " + String.join(", ", unknown) + " (--help lists all)");
    }
    contenders.present.removeIf(each -> !contenders.asked(each));
    if (!options.only().isEmpty()) {
      contenders.leftOut.keySet().retainAll(options.only());
    }
    return contenders;
  }

  /// Those that are left, in the order of the tables.
  List<Contender> present() {
    return present;
  }

  /// Reasons by name.
  Map<String, String> leftOut() {
    return leftOut;
  }

  /// Goes on without one.
  void leaveOut(Contender contender, String reason) {
    present.remove(contender);
    leftOut.put(contender.name(), reason);
  }

  private boolean asked(Contender contender) {
    if (!options.only().isEmpty()) {
      return options.only().contains(contender.name());
    }
    boolean secondCodec =
        contender.name().endsWith("codec") && !contender.name().startsWith("netty-epoll");
    return switch (options.kind()) {
      case USUAL -> !secondCodec;
      case FULL -> true;
      case MEMORY -> !contender.name().endsWith("codec");
    };
  }

  private void addAll() {
    machine
        .floor()
        .ifPresentOrElse(
            program ->
                add(
                    Contender.FLOOR,
                    Contender.Kind.FLOOR,
                    port -> List.of("env", LARGE_PAGES, program.toString(), Integer.toString(port)),
                    "floor: ready"),
            () -> leftOut.put(Contender.FLOOR, machine.floorObstacle()));
    if (machine.has("redis-server")) {
      add("redis", Contender.Kind.REDIS, this::redis, "Ready to accept connections");
    } else {
      leftOut.put("redis", "redis-server is not installed");
    }
    for (String mode : options.modes()) {
      add(mode, Contender.Kind.MUXSCOPE, port -> muxscope(mode, port), "ready at");
    }
    Peer.all().forEach(this::addPeer);
  }

  private void addPeer(Peer peer) {
    String obstacle = peer.obstacle();
    if (obstacle.isEmpty()) {
      Contender.Kind kind = peer instanceof Peer.Jdk ? Contender.Kind.JDK : Contender.Kind.NETTY;
      add(peer.toString(), kind, port -> machine.peer(peer, port), "ready at");
    } else {
      leftOut.put(peer.toString(), "this machine does not allow it: " + obstacle);
    }
  }

  private void add(
      String name, Contender.Kind kind, IntFunction<List<String>> command, String ready) {
    boolean smallPages = kind.java() && options.kind() == Options.Kind.MEMORY;
    present.add(new Contender(name, kind, smallPages ? onSmallPages(command) : command, ready));
  }

  /// On large ones, which the user's own options may ask for, resident memory goes in steps of 2
  /// MiB. Redis does without them by itself.
  private static IntFunction<List<String>> onSmallPages(IntFunction<List<String>> command) {
    String own = System.getenv().getOrDefault(JVM_OPTIONS, "");
    return port -> {
      List<String> words = new ArrayList<>();
      words.add("env");
      words.add(JVM_OPTIONS + "=" + ("-XX:-UseTransparentHugePages " + own).strip());
      words.addAll(command.apply(port));
      return words;
    };
  }

  private List<String> redis(int port) {
    return List.of(
        "redis-server",
        "--port",
        Integer.toString(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
        "--maxclients",
        Integer.toString(mostConnections()));
  }

  private List<String> muxscope(String mode, int port) {
    return List.of(
        machine.launcher().toString(),
        "serve",
        "--mode=" + mode,
        "--port=" + port,
        "--max-connections=" + mostConnections());
  }

  /// That a server may have: no more than can come about, since Redis holds memory for each. It may
  /// see a load come before the last one has gone.
  private int mostConnections() {
    int opened =
        options.places().stream()
            .mapToInt(Place::connections)
            .max()
            .orElse(IdleMemory.MOST_CONNECTIONS);
    return Math.min(machine.mostConnections(), 2 * opened + SPARE);
  }
}
