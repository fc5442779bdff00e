package dev.muxscope.benchmarks.soak;

import dev.muxscope.lab.Children;
import dev.muxscope.lab.LabException;
import dev.muxscope.lab.stats.Interval;
import dev.muxscope.lab.stats.Slope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The soak of one mode: all roles at once, for a time, then the ledger. Owned by the thread that
/// runs it.
final class ModeSoak {

  private static final int STEADY = 8;
  private static final int OF_EACH_OTHER = 3;
  private static final Deaf DEAF = new Deaf(-1);
  private static final int WARM_UP_CONNECTIONS = 50;
  private static final Duration SETTLING = Duration.ofSeconds(15);
  private static final int SAMPLES = 600;

  private final Path launcher;
  private final String mode;
  private final Duration time;
  private final Duration patience;
  private final long seed;
  private final Tally tally = new Tally();
  private final List<Double> minutes = new ArrayList<>();
  private final List<Double> resident = new ArrayList<>();

  ModeSoak(Path launcher, String mode, Duration time, long seed) {
    this.launcher = launcher;
    this.mode = mode;
    this.time = time;
    this.seed = seed;
    // A short run is to see deadlines pass too, but none for a pause of the machine.
    this.patience = Duration.ofSeconds(time.toMinutes() >= 1 ? 5 : 4);
  }

  String mode() {
    return mode;
  }

  /// What was wrong for the clients so far.
  List<String> complaints() {
    return tally.complaints();
  }

  /// @throws LabException if the server ends by itself, with its last lines
  /// @throws IOException if it does not tell how it is
  Ledger run(Children children) throws LabException, IOException, InterruptedException {
    try (SoakServer server = SoakServer.start(launcher, mode, patience, children);
        Monitor monitor = new Monitor(server.address())) {
      Stage stage = new Stage(server.address(), monitor, tally, patience, seed);
      monitor.put(stage.value());
      warmUp(stage);
      int descriptors = server.descriptors();
      perform(server, stage);
      Ledger.Account account = account(server, monitor, descriptors);
      SoakServer.Stopped stopped = server.stop();
      return new Ledger(mode, time, tally, account, slope(), stopped);
    }
  }

  /// Has the server open what it opens once.
  private static void warmUp(Stage stage) throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP_CONNECTIONS; i++) {
      try (Wire wire = stage.openAnyway(0)) {
        wire.send(Resp.request("PING"), 1);
        wire.expect(Resp.bytes("+PONG\r\n"));
        stage.left(wire);
      }
    }
    // A write that waits on a virtual thread, which has the JDK open its pollers.
    try (Wire wire = stage.openAnyway(DEAF.receiveBytes())) {
      DEAF.play(wire, new Random(1), stage);
      stage.left(wire);
    }
    long deadline = System.nanoTime() + SETTLING.toNanos();
    while (stage.monitor().others() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
  }

  private void perform(SoakServer server, Stage stage) throws LabException, InterruptedException {
    List<Thread> actors = new ArrayList<>();
    for (Actor actor : actors(stage)) {
      actors.add(Thread.ofVirtual().start(actor));
    }
    try {
      watch(server);
    } finally {
      // The clients of a server that has ended would go on through the next modes.
      stage.end();
    }
    long deadline = System.nanoTime() + stage.surelyLate().toNanos();
    for (Thread actor : actors) {
      actor.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    int cut = stage.cutAll();
    if (cut > 0) {
      stage.tally().complain(cut + " connections came to no end by themselves");
    }
    for (Thread actor : actors) {
      actor.join();
    }
  }

  private List<Actor> actors(Stage stage) {
    Random seeds = new Random(seed);
    List<Actor> actors = new ArrayList<>();
    for (int i = 0; i < STEADY; i++) {
      actors.add(actor(new Steady(i), i, seeds, stage));
    }
    List<Role> others =
        List.of(
            new Churn(),
            new Pipeline(),
            new Unread(),
            new Trickle(),
            new Drip(),
            new ResetAmid(),
            new Malformed());
    for (Role role : others) {
      for (int i = 0; i < OF_EACH_OTHER; i++) {
        actors.add(actor(role, i, seeds, stage));
      }
    }
    for (int i = 0; i < OF_EACH_OTHER; i++) {
      actors.add(actor(new Messages(i), i, seeds, stage));
      actors.add(actor(new Deaf(i), i, seeds, stage));
    }
    actors.add(actor(new Storm(), 0, seeds, stage));
    return actors;
  }

  private static Actor actor(Role role, int number, Random seeds, Stage stage) {
    String name = role.getClass().getSimpleName() + " " + number;
    return new Actor(name, role, new Random(seeds.nextLong()), stage);
  }

  /// Waits for the end, and looks at the memory meanwhile.
  private void watch(SoakServer server) throws LabException, InterruptedException {
    long start = System.nanoTime();
    long step = time.toNanos() / SAMPLES;
    for (int i = 1; i <= SAMPLES; i++) {
      Thread.sleep(Duration.ofNanos(Math.max(0, start + i * step - System.nanoTime())));
      server.requireAlive();
      if (i > SAMPLES / 2) {
        minutes.add((System.nanoTime() - start) / 60e9);
        resident.add(server.residentBytes());
      }
    }
  }

  private Interval slope() {
    return Slope.of(
            minutes.stream().mapToDouble(Double::doubleValue).toArray(),
            resident.stream().mapToDouble(Double::doubleValue).toArray())
        .slope();
  }

  private static Ledger.Account account(SoakServer server, Monitor monitor, int descriptors)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SETTLING.toNanos();
    while (System.nanoTime() < deadline
        && (monitor.others() > 0 || server.descriptors() > descriptors)) {
      Thread.sleep(50);
    }
    return new Ledger.Account(
        monitor.others(),
        server.closeWaits(),
        descriptors,
        server.descriptors(),
        monitor.info("muxscope_late_clients"),
        monitor.info("rejected_connections"));
  }
}
