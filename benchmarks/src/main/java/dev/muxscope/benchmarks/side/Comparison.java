package dev.muxscope.benchmarks.side;

import dev.muxscope.lab.Children;
import dev.muxscope.lab.LabException;
import dev.muxscope.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Measures every server at every place, round by round: a round starts new processes, and takes
/// the servers at each place in an order that moves on by one each time, so that a drift of the
/// machine costs all alike.
///
/// Owned by the thread that measures.
final class Comparison extends Experiment {

  /// What starting a process takes, roughly.
  private static final double START_SECONDS = 0.7;

  /// What starting the load, ending it and waiting for the server to settle takes, roughly.
  private static final double OVERHEAD_SECONDS = 0.5;

  private static final int WARM_UP_CONNECTIONS = 50;
  private static final int WARM_UP_PIPELINE = 16;
  private static final double WARM_UP_SECONDS = 0.75;

  private final LoadRun load;
  private final Results results = new Results();

  Comparison(
      Machine machine,
      Options options,
      Contenders contenders,
      Children children,
      PrintStream progress) {
    super(machine, options, contenders, children, progress);
    this.load = new LoadRun(machine.pinning(), children);
  }

  @Override
  boolean isEmpty() {
    return results.runs().isEmpty();
  }

  @Override
  Report summary(Surroundings surroundings) {
    return new SideReport(results, contenders, options, surroundings, notes).summary();
  }

  @Override
  Report whole(Surroundings surroundings) {
    return new SideReport(results, contenders, options, surroundings, notes).whole();
  }

  @Override
  double estimatedSeconds() {
    long requests = options.places().stream().map(Place::request).distinct().count();
    double warmUp = WARM_UP_SECONDS + OVERHEAD_SECONDS;
    double each = START_SECONDS + (2 * requests + 1) * warmUp;
    for (Place place : options.places()) {
      each +=
          LoadRun.connectSeconds(place)
              + LoadRun.COMPILED.toMillis() / 1e3
              + LoadRun.WARM_UP_SECONDS
              + options.seconds()
              + OVERHEAD_SECONDS;
    }
    return each * contenders.present().size() * options.rounds();
  }

  @Override
  void run() throws InterruptedException, IOException {
    for (int round = 0; round < options.rounds(); round++) {
      List<RunningServer> servers = new ArrayList<>();
      try {
        startAll(servers, round);
        measureAll(servers, round);
      } finally {
        servers.forEach(RunningServer::close);
      }
    }
  }

  private void startAll(List<RunningServer> servers, int round)
      throws InterruptedException, IOException {
    progress.printf("round %d of %d: starting the servers%n", round + 1, options.rounds());
    for (Contender each : List.copyOf(contenders.present())) {
      try {
        servers.add(startWarm(each));
      } catch (LabException e) {
        goOnWithout(each, round, "could not be started and warmed up", e);
      }
    }
  }

  /// A server that cannot be warmed up ends: it would take time from those that are measured.
  private RunningServer startWarm(Contender contender)
      throws LabException, InterruptedException, IOException {
    RunningServer server = RunningServer.start(contender, machine.pinning(), children);
    try {
      warmUp(server);
      return server;
    } catch (LabException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// Each kind of request with a pipeline, which makes the most of the time, then without; last by
  /// one connection, with which a server waits before every request.
  private void warmUp(RunningServer server) throws LabException, InterruptedException {
    List<Place> places = new ArrayList<>();
    for (Request request : options.places().stream().map(Place::request).distinct().toList()) {
      places.add(new Place(WARM_UP_CONNECTIONS, WARM_UP_PIPELINE, request));
      places.add(new Place(WARM_UP_CONNECTIONS, 1, request));
    }
    places.add(new Place(1, 1, options.places().getFirst().request()));
    for (Place place : places) {
      load.warmUp(server, place, WARM_UP_SECONDS);
    }
  }

  private void measureAll(List<RunningServer> servers, int round) throws InterruptedException {
    int number = 0;
    for (Place place : options.places()) {
      progress.printf(
          Locale.ROOT,
          "round %d of %d, place %d of %d: %s%n",
          round + 1,
          options.rounds(),
          ++number,
          options.places().size(),
          place.label());
      List<RunningServer> order = new ArrayList<>(servers);
      Collections.rotate(order, round + number);
      for (RunningServer server : order) {
        measure(server, place, round);
      }
    }
  }

  private void measure(RunningServer server, Place place, int round) throws InterruptedException {
    String name = server.contender().name();
    if (place.connections() > machine.mostConnections()) {
      note(name + " has no figure at " + place.label() + ": too few descriptors (ulimit -n)");
      return;
    }
    try {
      results.add(load.measure(server, place, round, options.seconds()));
    } catch (LabException e) {
      requireGoingOn();
      note(noFigure(name, place, round, e));
    }
  }

  /// There may be figures of other rounds.
  static String noFigure(String contender, Place place, int round, LabException why) {
    return "%s has no figure in round %d at %s: %s"
        .formatted(contender, round + 1, place.label(), oneLine(why));
  }

  private void note(String sentence) {
    if (!notes.contains(sentence)) {
      notes.add(sentence);
      progress.println(sentence);
    }
  }
}
