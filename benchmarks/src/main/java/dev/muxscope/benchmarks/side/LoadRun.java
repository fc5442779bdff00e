package dev.muxscope.benchmarks.side;

import dev.muxscope.lab.Children;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.Pinning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Puts the load of a place on a server, and divides the server's CPU time by the replies.
///
/// `redis-benchmark` opens its connections before it sends. What is measured begins when they are
/// all there, has been warmed up, and ends before they are closed, so that neither opening nor
/// closing is in it.
///
/// Owned by the thread that measures.
final class LoadRun {

  /// It pauses for 50 ms after 65 connections, so that 10,000 would take it 8 s. More than these
  /// are shared out among several of them.
  private static final int CONNECTIONS_PER_PROCESS = 2_500;

  private static final int CONNECTIONS_PER_STEP = 65;
  private static final double STEP_SECONDS = 0.05;
  private static final Duration SPARE = Duration.ofSeconds(20);

  /// At least one line more than the first, which knows no rate yet.
  static final double WARM_UP_SECONDS = 0.5;

  /// How long the compilers of a server's JVM must have rested before it is measured.
  static final Duration COMPILED = Duration.ofMillis(500);

  private static final double RESTING_SHARE = 0.01;

  /// After so many times [#COMPILED] it is measured all the same.
  private static final int MOST_COMPILING = 20;

  /// More than any run gets through.
  private static final String ENDLESS = "2000000000";

  /// Of fewer, nothing can be said.
  private static final int FEWEST_REPLIES = 1_000;

  private final Pinning pinning;
  private final Children children;

  LoadRun(Pinning pinning, Children children) {
    this.pinning = pinning;
    this.children = children;
  }

  /// How long it takes to open the connections of a place.
  static double connectSeconds(Place place) {
    int steps = place.connections() / processes(place) / CONNECTIONS_PER_STEP;
    return STEP_SECONDS * steps;
  }

  static int processes(Place place) {
    return (place.connections() + CONNECTIONS_PER_PROCESS - 1) / CONNECTIONS_PER_PROCESS;
  }

  /// Measures what a request costs from now on: a server that compiles what it has begun to run is
  /// given the time for that first, up to ten seconds.
  ///
  /// @param seconds for which, at least
  Measurement measure(RunningServer server, Place place, int round, double seconds)
      throws LabException, InterruptedException {
    StoredValues.put(server, place.request());
    List<LoadProcess> loads = new ArrayList<>();
    try {
      start(server, place, loads);
      boolean compiled = awaitCompiled(server);
      Account begin = accountAfter(WARM_UP_SECONDS, server, loads);
      Account end = accountAfter(seconds, server, loads);
      return measurement(server, place, round, begin, end, compiled);
    } catch (InterruptedException e) {
      throw kept(e);
    } finally {
      loads.forEach(LoadProcess::close);
      server.settle();
    }
  }

  /// Puts the load on without measuring.
  void warmUp(RunningServer server, Place place, double seconds)
      throws LabException, InterruptedException {
    StoredValues.put(server, place.request());
    List<LoadProcess> loads = new ArrayList<>();
    try {
      start(server, place, loads);
      Thread.sleep(Math.round(1e3 * seconds));
    } catch (InterruptedException e) {
      throw kept(e);
    } finally {
      loads.forEach(LoadProcess::close);
      server.settle();
    }
  }

  /// Has the thread go on being interrupted, so that to wait for the server to settle does not hide
  /// it: when the run is ended, so is the server.
  private static InterruptedException kept(InterruptedException e) {
    Thread.currentThread().interrupt();
    return e;
  }

  /// @return whether its compilers rest now
  private static boolean awaitCompiled(RunningServer server) throws InterruptedException {
    long compiled = server.compilerNanos();
    for (int i = 0; i < MOST_COMPILING && compiled > 0; i++) {
      Thread.sleep(COMPILED);
      long before = compiled;
      compiled = server.compilerNanos();
      if (compiled - before < RESTING_SHARE * COMPILED.toNanos()) {
        return true;
      }
    }
    return compiled == 0;
  }

  private static Measurement measurement(
      RunningServer server, Place place, int round, Account begin, Account end, boolean compiled)
      throws LabException {
    double replies = end.replies - begin.replies;
    if (replies < FEWEST_REPLIES || !(end.cpuNanos > begin.cpuNanos)) {
      throw new LabException(
          "only "
              + Math.round(replies)
              + " replies came: something else keeps the processors busy, or --seconds are too few");
    }
    return new Measurement(
        server.contender().name(),
        place,
        round,
        (end.cpuNanos - begin.cpuNanos) / replies / 1e3,
        replies / (end.nanos - begin.nanos) * 1e9,
        compiled);
  }

  /// Of a moment.
  private record Account(long nanos, double cpuNanos, double replies) {}

  private static Account accountAfter(double seconds, RunningServer server, List<LoadProcess> loads)
      throws LabException, InterruptedException {
    Thread.sleep(Math.round(1e3 * seconds));
    loads.getFirst().awaitNextLine();
    double used = server.cpuNanos();
    long now = System.nanoTime();
    double replies = 0;
    for (LoadProcess load : loads) {
      load.requireGoingOn();
      replies += load.replies(now);
    }
    return new Account(now, used, replies);
  }

  private void start(RunningServer server, Place place, List<LoadProcess> loads)
      throws LabException, InterruptedException {
    int processes = processes(place);
    for (int i = 0; i < processes; i++) {
      int share = place.connections() / processes + (i < place.connections() % processes ? 1 : 0);
      loads.add(LoadProcess.start(pinning.load(command(server.port(), share, place)), children));
    }
    Duration most = SPARE.plusMillis(Math.round(1e3 * connectSeconds(place)));
    for (LoadProcess load : loads) {
      load.awaitBegin(most);
    }
  }

  /// The command of a place, with the usual port of a server.
  static List<String> command(Place place) {
    return command(6379, place.connections() / processes(place), place);
  }

  private static List<String> command(int port, int connections, Place place) {
    List<String> words =
        new ArrayList<>(List.of("redis-benchmark", "-p", Integer.toString(port), "-q"));
    words.addAll(List.of("-c", Integer.toString(connections), "-n", ENDLESS));
    words.addAll(List.of("-P", Integer.toString(place.pipeline())));
    words.addAll(place.request().benchmarkWords());
    return words;
  }
}
