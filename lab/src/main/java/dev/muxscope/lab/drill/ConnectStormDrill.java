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

  /// With less than this share of the connections that were to be begun there was no storm.
  private static final double ENOUGH = 0.8;

  /// With less than this share answered, what the others cost could alone make connections dearer.
  private static final double NEARLY_ALL = 0.9;

  /// @param blast what happened
  /// @param count of the connections
  record Stormed(Blast blast, ConnectStorm.Count count) {

    double begunPerSecond() {
      return count.begun() / blast.end().secondsSince(blast.onset());
    }

    /// Whether too few connections were begun to say what a storm does.
    boolean lacksStorm() {
      return begunPerSecond() < ENOUGH * ConnectStorm.PER_SECOND;
    }

    /// Whether so many were not answered that the server's CPU time is no price of those that were.
    boolean lacksAnswers() {
      return count.answered() < NEARLY_ALL * count.begun();
    }

    String mode() {
      return blast.mode();
    }

    /// `NaN` where CPU time is not told, or connections or answers lack. The bystanders cost what
    /// they did before the storm.
    double cpuNanosPerConnect() {
      if (lacksStorm() || lacksAnswers()) {
        return Double.NaN;
      }
      Footprint quiet = blast.quiet();
      Footprint asked = blast.asked();
      double idlePerSecond = asked.cpuNanosSince(quiet) / asked.secondsSince(quiet);
      double storm =
          blast.end().cpuNanosSince(blast.onset())
              - idlePerSecond * blast.end().secondsSince(blast.onset());
      return storm / count.answered();
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
      all.add(new Stormed(blast, storm.counts().get(all.size())));
    }
    return seen(all);
  }

  static Seen seen(List<Stormed> all) {
    List<Timeline> timelines = all.stream().map(each -> each.blast().timeline()).toList();
    List<Block> figures = new ArrayList<>();
    figures.add(TimelineBlocks.chart(timelines, "storm"));
    figures.add(TimelineBlocks.table(timelines));
    figures.add(connects(all));
    figures.add(
        Paragraph.plain(
            "CPU per connect is the server's, accept to close, beyond what the bystanders cost"
                + " before."));
    figures.addAll(warnings(all));
    return new Seen(figures, List.of(TimelineBlocks.bySecond(timelines)), conclusions(all));
  }

  private static List<Block> warnings(List<Stormed> all) {
    List<Block> warnings = new ArrayList<>();
    all.stream()
        .filter(Stormed::lacksStorm)
        .map(each ->
            Paragraph.warning(
                "%s: %s connections a second were begun of %s. From so few nothing is concluded."
                    .formatted(
                        each.mode(),
                        Values.format(each.begunPerSecond(), Format.COUNT),
                        Values.format(ConnectStorm.PER_SECOND, Format.COUNT))))
        .forEach(warnings::add);
    all.stream()
        .filter(Stormed::lacksAnswers)
        .map(each ->
            Paragraph.warning(
                "%s: %s of %s connections were answered before the end. What the others cost is not known, so CPU per connect is not told."
                    .formatted(
                        each.mode(),
                        Values.format(each.count().answered(), Format.COUNT),
                        Values.format(each.count().begun(), Format.COUNT))))
        .forEach(warnings::add);
    return warnings;
  }

  private static List<Conclusion> conclusions(List<Stormed> all) {
    List<Conclusion> conclusions = new ArrayList<>();
    for (Stormed each : all) {
      Conclusion spared = HARM.judge(each.blast().timeline(), Harm.Expected.SPARED);
      conclusions.add(spared.undecidedIf(each.lacksStorm()));
    }
    Optional<Stormed> threads =
        all.stream().filter(each -> each.mode().equals("threads")).findFirst();
    for (Stormed other : all) {
      if (threads.isPresent() && !other.equals(threads.get())) {
        conclusions.add(dearer(threads.get(), other));
      }
    }
    return conclusions;
  }

  /// Undecided where a price is not known.
  private static Conclusion dearer(Stormed threads, Stormed other) {
    double ratio = threads.cpuNanosPerConnect() / other.cpuNanosPerConnect();
    return new Conclusion(
        "threads",
        "a connection costs more CPU than in " + other.mode() + " mode",
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
              each.mode(),
              each.count().begun(),
              each.begunPerSecond(),
              each.count().answered(),
              each.count().failed(),
              each.cpuNanosPerConnect()));
    }
    return new Table(
        "connects",
        "What the storm was",
        List.of(
            new Column("mode", Format.TEXT),
            new Column("begun", Format.COUNT),
            new Column("per second", Format.COUNT),
            new Column("answered", Format.COUNT),
            new Column("failed", Format.COUNT),
            new Column("CPU per connect", Format.NANOS)),
        rows);
  }
}
