package dev.muxscope.lab.drill;

import dev.muxscope.lab.LabException;
import dev.muxscope.lab.ServerChild;
import dev.muxscope.report.Values;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Lets bystanders go on before, during and after a fault. Immutable.
///
/// @param without before the fault
/// @param beginning the most it takes to begin
/// @param with how long it is there then
/// @param afterwards when it has gone
record Course(Duration without, Duration beginning, Duration with, Duration afterwards) {

  /// For what a fault leaves behind to be cleared away.
  private static final Duration SETTLED = Duration.ofMillis(500);

  /// For a fault that is there as soon as it has begun.
  static final Course USUAL =
      new Course(
          Duration.ofSeconds(3),
          Duration.ofMillis(500),
          Duration.ofSeconds(3),
          Duration.ofSeconds(2));

  /// Runs a fault in each mode, each with a server of its own.
  List<Blast> run(Stage stage, Fault fault) throws LabException, IOException, InterruptedException {
    List<Blast> blasts = new ArrayList<>();
    for (String mode : stage.modes()) {
      stage.say(
          "%s: %s without the fault, %s with it, %s afterwards"
              .formatted(
                  mode, Values.format(without), Values.format(with), Values.format(afterwards)));
      try (ServerChild server = stage.server(mode)) {
        blasts.add(run(stage, mode, server, fault));
        server.stop();
      }
    }
    return blasts;
  }

  private Blast run(Stage stage, String mode, ServerChild server, Fault fault)
      throws LabException, IOException, InterruptedException {
    Duration all = without.plus(beginning).plus(with).plus(afterwards);
    fault.prepare(server.socketAddress());
    stage.warmUp(server);
    try (Bystanders bystanders = Bystanders.begin(stage, server, all)) {
      Footprint quiet = Footprint.of(server.pid());
      bystanders.sleepUntil(without);
      Footprint asked = Footprint.of(server.pid());
      double from;
      double until;
      Footprint onset;
      Footprint end;
      double begin = bystanders.now();
      try (Fault.Acting _ = fault.begin(server.socketAddress())) {
        from = bystanders.now();
        onset = Footprint.of(server.pid());
        Thread.sleep(with);
        until = bystanders.now();
        end = Footprint.of(server.pid());
      }
      double to = bystanders.now();
      Thread.sleep(SETTLED);
      Footprint gone = Footprint.of(server.pid());
      bystanders.sleepUntil(all.minus(SETTLED.dividedBy(2)));
      Footprint last = Footprint.of(server.pid());
      Timeline timeline =
          new Timeline(mode, bystanders.awaitEnd(stage, mode), begin, from, until, to);
      return new Blast(timeline, quiet, asked, onset, end, gone, last);
    }
  }
}
