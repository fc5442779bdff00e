package dev.muxscope.benchmarks.side;

import dev.muxscope.lab.ChildProcess;
import dev.muxscope.lab.Children;
import dev.muxscope.lab.Effort;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.ProcFiles;
import dev.muxscope.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Measures what an idle connection takes of a server's resident memory, by the slope over several
/// numbers of them. Each server has a new process in each round, and is alone.
///
/// Owned by the thread that measures.
final class IdleMemory extends Experiment {

  private static final List<Integer> STEPS = List.of(2_000, 6_000, 10_000, 14_000, 18_000);
  static final int MOST_CONNECTIONS = STEPS.getLast();

  private static final Place WARM_UP = new Place(50, 16, Request.PING);
  private static final double WARM_UP_SECONDS = 1;

  /// For one server in one round, roughly.
  private static final double RUN_SECONDS = 85;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /// Both ends of that time are looked at.
  private static final int REST_LOOKS = 1 + (int) Effort.COMPILERS_REST.dividedBy(BETWEEN_LOOKS);

  private static final int MOST_LOOKS = 61;
  private static final double CHANGE = 0.002;

  private static final Duration OPENING = Duration.ofSeconds(60);
  private static final Duration COLLECTION = Duration.ofSeconds(30);

  private final List<MemoryRun> runs = new ArrayList<>();

  IdleMemory(
      Machine machine,
      Options options,
      Contenders contenders,
      Children children,
      PrintStream progress) {
    super(machine, options, contenders, children, progress);
  }

  @Override
  double estimatedSeconds() {
    return RUN_SECONDS * contenders.present().size() * options.rounds();
  }

  @Override
  void run() throws InterruptedException, IOException {
    List<Integer> steps =
        STEPS.stream().filter(count -> count <= machine.mostConnections()).toList();
    if (steps.size() < 3) {
      throw new IOException(
          "a process may have "
              + machine.mostConnections()
              + " connections (ulimit -n): "
              + "a slope needs "
              + STEPS.get(2));
    }
    if (steps.size() < STEPS.size()) {
      notes.add("Only up to " + steps.getLast() + " connections: too few descriptors (ulimit -n).");
    }
    for (int round = 0; round < options.rounds(); round++) {
      List<Contender> order = new ArrayList<>(contenders.present());
      Collections.rotate(order, round);
      for (Contender each : order) {
        progress.printf("round %d of %d: %s%n", round + 1, options.rounds(), each.name());
        measure(each, round, steps);
      }
    }
  }

  private void measure(Contender contender, int round, List<Integer> steps)
      throws InterruptedException, IOException {
    List<MemoryRun.Reading> readings = new ArrayList<>();
    try (RunningServer server = RunningServer.start(contender, machine.pinning(), children)) {
      new LoadRun(machine.pinning(), children).warmUp(server, WARM_UP, WARM_UP_SECONDS);
      climb(server, steps, readings);
      runs.add(new MemoryRun(contender.name(), round, readings));
    } catch (LabException e) {
      goOnWithout(contender, round, "failed", e);
    }
  }

  private void climb(RunningServer server, List<Integer> steps, List<MemoryRun.Reading> readings)
      throws LabException, InterruptedException {
    List<String> command = machine.pinning().load(machine.holder(server.port()));
    try (ChildProcess holder = ChildProcess.startConsole("holder", command, Map.of(), children)) {
      for (int count : steps) {
        holder.type(Integer.toString(count));
        holder.awaitLine(IdleHolder.holding(count)::equals, count + " connections", OPENING);
        if (server.contender().kind().java()) {
          collect(server);
        }
        readings.add(new MemoryRun.Reading(count, settled(server, count)));
      }
    }
  }

  private void collect(RunningServer server) throws LabException, InterruptedException {
    List<String> command =
        List.of(machine.jcmd().toString(), Long.toString(server.pid()), "GC.run");
    try (ChildProcess jcmd =
        ChildProcess.start("jcmd", machine.pinning().load(command), children)) {
      if (jcmd.awaitExit(COLLECTION) != 0) {
        throw jcmd.failure("could not collect the garbage of " + server.contender().name());
      }
    }
  }

  /// Waits until the server holds what it keeps.
  ///
  /// @return bytes
  private double settled(RunningServer server, int connections)
      throws LabException, InterruptedException {
    List<Double> looks = new ArrayList<>();
    while (!atRest(looks) && looks.size() < MOST_LOOKS) {
      looks.add(resident(server));
      Thread.sleep(BETWEEN_LOOKS);
    }
    if (!atRest(looks)) {
      notes.add(
          "The memory of %s on %d connections was read while it still changed."
              .formatted(server.contender().name(), connections));
    }
    return kept(looks);
  }

  /// What a server keeps: the least that it had over the last looks, for longer than any of these
  /// takes. A JVM gives back what its compilers had every five seconds and within one more, other
  /// allocators what they hold, and servers the buffers of connections, after some seconds.
  static double kept(List<Double> looks) {
    return Collections.min(looks.subList(Math.max(0, looks.size() - REST_LOOKS), looks.size()));
  }

  /// Whether a server keeps what it kept as long before: slow growth changes little from one look
  /// to the next.
  ///
  /// @param looks bytes, the last one last
  static boolean atRest(List<Double> looks) {
    int before = looks.size() - REST_LOOKS;
    return before >= REST_LOOKS
        && Math.abs(kept(looks) / kept(looks.subList(0, before)) - 1) <= CHANGE;
  }

  private static double resident(RunningServer server) throws LabException {
    Path file = Path.of("/proc", Long.toString(server.pid()), "smaps_rollup");
    if (!Files.isReadable(file)) {
      throw new LabException("the kernel does not tell: " + file + " cannot be read");
    }
    return 1024 * ProcFiles.number("Rss", ProcFiles.read(file));
  }

  @Override
  boolean isEmpty() {
    return runs.isEmpty();
  }

  @Override
  Report summary(Surroundings surroundings) {
    return new MemoryReport(runs, contenders, options, surroundings, notes).summary();
  }

  @Override
  Report whole(Surroundings surroundings) {
    return new MemoryReport(runs, contenders, options, surroundings, notes).whole();
  }
}
