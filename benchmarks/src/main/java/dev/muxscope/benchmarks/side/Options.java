package dev.muxscope.benchmarks.side;

import dev.muxscope.benchmarks.UsageException;
import dev.muxscope.benchmarks.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is measured, how long, and where the result goes.
///
/// @param kind what is measured
/// @param places in order, each once; empty where memory is measured
/// @param rounds in each, every server is a new process; at least 1
/// @param seconds that a run is measured for, over 0
/// @param modes of Muxscope
/// @param only names of the servers that are measured; empty for all that the kind has
/// @param html where a page goes
/// @param json where the report goes as JSON
record Options(
    Kind kind,
    List<Place> places,
    int rounds,
    double seconds,
    List<String> modes,
    List<String> only,
    Optional<Path> html,
    Optional<Path> json) {

  /// What is measured.
  enum Kind {
    /// CPU time per request at the places that matter, by one handler for each of Netty's
    /// transports.
    USUAL,
    /// CPU time per request everywhere, by every server.
    FULL,
    /// Resident memory per idle connection.
    MEMORY
  }

  private static final Set<String> NAMES =
      Set.of(
          "connections",
          "pipeline",
          "requests",
          "rounds",
          "seconds",
          "modes",
          "only",
          "html",
          "json");
  private static final Set<String> SWITCHES = Set.of("full", "memory");

  private static final List<Integer> ALL_CONNECTIONS = List.of(1, 50, 1_000, 4_000, 10_000);
  private static final List<Integer> ALL_PIPELINES = List.of(1, 16);
  private static final List<String> ALL_REQUESTS =
      List.of("PING", "GET64", "SET64", "GET4096", "SET4096");
  private static final int ROUNDS = 5;

  Options {
    places = List.copyOf(places);
    modes = List.copyOf(modes);
    only = List.copyOf(only);
  }

  /// Takes the words of the command line apart.
  ///
  /// @throws UsageException if they cannot be taken
  static Options parse(List<String> words) throws UsageException {
    Words given = Words.of(words, NAMES, SWITCHES);
    boolean full = given.has("full");
    boolean memory = given.has("memory");
    boolean chosen = given.has("connections") || given.has("pipeline") || given.has("requests");
    if ((full && memory) || (chosen && (full || memory))) {
      throw new UsageException("--full, --memory and a choice of places exclude each other");
    }
    if (memory && given.has("seconds")) {
      throw new UsageException("--seconds is for CPU time, not for --memory");
    }
    return new Options(
        memory ? Kind.MEMORY : full ? Kind.FULL : Kind.USUAL,
        places(given, full, memory, chosen),
        given.number("rounds", ROUNDS, 1, 1000),
        given.decimal("seconds", 0.75, 0.25, 9999),
        given.modes("modes", List.of("select", "vthreads", "threads")),
        given.list("only", List.of()),
        given.outputFile("html"),
        given.outputFile("json"));
  }

  private static List<Place> places(Words given, boolean full, boolean memory, boolean chosen)
      throws UsageException {
    if (memory) {
      return List.of();
    }
    if (full) {
      return combined(ALL_CONNECTIONS, ALL_PIPELINES, ALL_REQUESTS);
    }
    return chosen
        ? combined(
            given.numbers("connections", List.of(1, 50), 1, 60_000),
            given.numbers("pipeline", List.of(1), 1, 10_000),
            given.list("requests", List.of("PING")))
        : usual();
  }

  /// Where the goals are, and each kind of request once.
  private static List<Place> usual() throws UsageException {
    List<Place> places = new ArrayList<>(combined(ALL_CONNECTIONS, List.of(1), List.of("PING")));
    places.addAll(combined(List.of(50), List.of(16), List.of("PING")));
    places.addAll(combined(List.of(50), List.of(1), List.of("GET64", "SET64", "SET4096")));
    return places;
  }

  /// All combinations, each once: a word may be there twice, as `ping` beside `PING`.
  private static List<Place> combined(
      List<Integer> connections, List<Integer> pipelines, List<String> requests)
      throws UsageException {
    List<Place> places = new ArrayList<>();
    for (String word : requests) {
      Request request = Request.parse(word);
      for (int pipeline : pipelines) {
        connections.forEach(count -> places.add(new Place(count, pipeline, request)));
      }
    }
    return places.stream().distinct().toList();
  }
}
