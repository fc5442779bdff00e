package dev.muxscope.lab.drill;

import dev.muxscope.lab.LabException;
import dev.muxscope.report.Block;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Thousands of connections a second are opened, used once and closed.
final class ConnectStormDrill implements Drill {

  /// A hit is a wait that a person may notice.
  private static final Harm HARM = new Harm(20e6, 100e6);

  /// Less than this more for a thread, and starting it is not worth a word.
  private static final double DEARER = 1.2;

  /// @param blast what happened
  /// @param connects that were answered
  record Stormed(Blast blast, long connects) {

    /// `NaN` where CPU time is not told. The bystanders cost what they did before the storm.
    double cpuNanosPerConnect() {
      Footprint quiet = blast.quiet();
      Footprint asked = blast.asked();
      double idlePerSecond = asked.cpuNanosSince(quiet) / asked.secondsSince(quiet);
      double storm =
          blast.end().cpuNanosSince(blast.onset())
              - idlePerSecond * blast.end().secondsSince(blast.onset());
      return storm / connects;
    }
  }

  @Override
  public Lesson lesson() {
    return new Lesson(
        "connect-storm",
        "a storm of connections",
        "Clients open "
            + Values.format(ConnectStorm.PER_SECOND, Format.COUNT)
            + " connections a second, send one PING on each, and close it. Who waits?",
        "Nobody who is connected already: accepting takes some tens of microseconds in every mode,"
            + " and is done in between. A connection is dearest in threads mode, which starts a"
            + " thread of the kernel for each.",
        TimelineBlocks.METRIC);
  }

  @Override
  public Seen run(Stage stage) throws LabException, IOException, InterruptedException {
    ConnectStorm storm = new ConnectStorm();
    List<Stormed> all = new ArrayList<>();
    for (Blast blast : Course.USUAL.run(stage, storm)) {
      all.add(new Stormed(blast, storm.connects().get(all.size())));
    }
    List<Timeline> timelines = all.stream().map(each -> each.blast().timeline()).toList();
    List<Block> figures =
        List.of(
            TimelineBlocks.chart(timelines, "storm"),
            TimelineBlocks.table(timelines),
            connects(all),
            Paragraph.plain(
                "CPU per connect is the server's, accept to close, beyond what the bystanders cost"
                    + " before."));
    return new Seen(figures, List.of(TimelineBlocks.bySecond(timelines)), conclusions(all));
  }

  static List<Conclusion> conclusions(List<Stormed> all) {
    List<Conclusion> conclusions = new ArrayList<>();
    all.forEach(each -> conclusions.add(HARM.judge(each.blast().timeline(), Harm.Expected.SPARED)));
    Optional<Stormed> threads =
        all.stream().filter(each -> each.blast().mode().equals("threads")).findFirst();
    for (Stormed other : all) {
      if (threads.isPresent() && !other.equals(threads.get())) {
        conclusions.add(dearer(threads.get(), other));
      }
    }
    return conclusions;
  }

  private static Conclusion dearer(Stormed threads, Stormed other) {
    double ratio = threads.cpuNanosPerConnect() / other.cpuNanosPerConnect();
    return new Conclusion(
        "threads",
        "a connection costs more CPU than in " + other.blast().mode() + " mode",
        Holding.atLeast(ratio, DEARER, 1),
        "%s against %s, %s."
            .formatted(
                Values.format(threads.cpuNanosPerConnect(), Format.NANOS),
                Values.format(other.cpuNanosPerConnect(), Format.NANOS),
                Values.format(ratio, Format.RATIO)));
  }

  private static Table connects(List<Stormed> all) {
    List<List<Object>> rows = new ArrayList<>();
    for (Stormed each : all) {
      rows.add(
          List.of(
              each.blast().mode(),
              each.connects(),
              each.connects() / each.blast().end().secondsSince(each.blast().onset()),
              each.cpuNanosPerConnect()));
    }
    return new Table(
        "connects",
        "What the storm was",
        List.of(
            new Column("mode", Format.TEXT),
            new Column("connections", Format.COUNT),
            new Column("per second", Format.COUNT),
            new Column("CPU per connect", Format.NANOS)),
        rows);
  }
}
