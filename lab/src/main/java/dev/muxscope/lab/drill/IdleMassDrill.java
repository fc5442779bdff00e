package dev.muxscope.lab.drill;

import dev.muxscope.lab.LabException;
import dev.muxscope.report.Block;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// As many idle connections as the machine allows, and a few busy ones.
final class IdleMassDrill implements Drill {

  private static final Duration BEGINNING = Duration.ofSeconds(5);
  private static final Course COURSE =
      new Course(Duration.ofSeconds(2), BEGINNING, Duration.ofSeconds(3), Duration.ofSeconds(2));

  /// A hit is a wait that a person may notice.
  private static final Harm HARM = new Harm(20e6, 100e6);

  /// What is called about as much CPU as before, and what clearly more.
  private static final double SAME = 1.5;

  private static final double MORE = 2;

  /// A thread of the kernel against a registered socket.
  private static final double HEAVIER = 3;

  /// @param blast what happened
  /// @param mass of connections that was there
  record Massed(Blast blast, IdleMass.Mass mass) {

    private static double perRequest(Footprint begin, Footprint end, Timeline.Part answered) {
      return end.cpuNanosSince(begin) / end.secondsSince(begin) / answered.perSecond();
    }

    double cpuWithout() {
      return perRequest(blast.quiet(), blast.asked(), blast.timeline().without());
    }

    double cpuWith() {
      return perRequest(blast.onset(), blast.end(), blast.timeline().with());
    }

    double cpuAfterwards() {
      return perRequest(blast.gone(), blast.last(), blast.timeline().afterwards());
    }

    /// `NaN` where there are none.
    double bytesEach() {
      return mass.connections() == 0
          ? Double.NaN
          : (blast.end().residentBytes() - blast.asked().residentBytes()) / mass.connections();
    }

    /// Whether there are too few to say what thousands cost.
    boolean lacksMass() {
      return mass.connections() < IdleSockets.FEWEST_TO_TELL;
    }

    String mode() {
      return blast.mode();
    }
  }

  @Override
  public Lesson lesson() {
    return new Lesson(
        "idle-mass",
        "a mass of idle connections",
        "What do thousands of idle connections cost the few that are busy?",
        "Nothing while they are idle, in any mode: neither epoll nor the kernel's scheduler looks at"
            + " who waits, so the bystanders' p99 and the CPU per request stay. What they cost is"
            + " memory: a thread at least "
            + (int) HEAVIER
            + " times as much as a registered socket.",
        TimelineBlocks.METRIC);
  }

  @Override
  public Seen run(Stage stage) throws LabException, IOException, InterruptedException {
    IdleMass mass = new IdleMass(BEGINNING);
    List<Massed> all = new ArrayList<>();
    for (Blast blast : COURSE.run(stage, mass)) {
      all.add(new Massed(blast, mass.masses().get(all.size())));
    }
    return seen(all);
  }

  static Seen seen(List<Massed> all) {
    List<Timeline> timelines = all.stream().map(each -> each.blast().timeline()).toList();
    List<Block> figures = new ArrayList<>();
    figures.add(TimelineBlocks.chart(timelines, "opening, then idle"));
    figures.add(TimelineBlocks.table(timelines));
    figures.add(costs(all));
    figures.add(
        Paragraph.plain(
            "With the mass means when all of it was open; opening it takes seconds, in which the"
                + " bystanders share the processors with it. Memory is that of the server's process,"
                + " without the kernel's sockets."));
    all.stream()
        .filter(each -> !each.mass().obstacle().isEmpty())
        .map(each ->
            Paragraph.warning(
                "%s: %s of %s connections, as %s.%s"
                    .formatted(
                        each.mode(),
                        Values.format((long) each.mass().connections(), Format.COUNT),
                        Values.format((long) IdleMass.WANTED, Format.COUNT),
                        each.mass().obstacle(),
                        each.lacksMass() ? " From so few nothing is concluded." : "")))
        .forEach(figures::add);
    return new Seen(figures, List.of(TimelineBlocks.bySecond(timelines)), conclusions(all));
  }

  private static List<Conclusion> conclusions(List<Massed> all) {
    List<Conclusion> conclusions = new ArrayList<>();
    for (Massed each : all) {
      Conclusion spared = HARM.judge(each.blast().timeline(), Harm.Expected.SPARED);
      conclusions.add(spared.undecidedIf(each.lacksMass()));
      conclusions.add(cpu(each).undecidedIf(each.lacksMass()));
    }
    for (Massed threads : all) {
      for (Massed loop : all) {
        if (threads.mode().equals("threads") && loop.mode().equals("select")) {
          conclusions.add(
              heavier(threads, loop).undecidedIf(threads.lacksMass() || loop.lacksMass()));
        }
      }
    }
    return conclusions;
  }

  /// What holds against one of the times without the mass only, before or afterwards, is undecided.
  private static Conclusion cpu(Massed each) {
    double before = each.cpuWith() / each.cpuWithout();
    double afterwards = each.cpuWith() / each.cpuAfterwards();
    Holding holding = Holding.atMost(before, SAME, MORE);
    return new Conclusion(
        each.mode(),
        "a request takes at most " + SAME + " times the CPU with the mass",
        holding == Holding.atMost(afterwards, SAME, MORE) ? holding : Holding.UNDECIDED,
        "%s with %s idle connections; without them %s before (%s) and %s afterwards (%s)."
            .formatted(
                Values.format(each.cpuWith(), Format.NANOS),
                Values.format((long) each.mass().connections(), Format.COUNT),
                Values.format(each.cpuWithout(), Format.NANOS),
                Values.format(before, Format.RATIO),
                Values.format(each.cpuAfterwards(), Format.NANOS),
                Values.format(afterwards, Format.RATIO)));
  }

  private static Conclusion heavier(Massed threads, Massed loop) {
    // Nothing is a multiple of memory that has not grown.
    double ratio = loop.bytesEach() > 0 ? threads.bytesEach() / loop.bytesEach() : Double.NaN;
    return new Conclusion(
        "threads",
        "an idle connection holds at least %d times the memory of one in select mode"
            .formatted((int) HEAVIER),
        Holding.atLeast(ratio, HEAVIER, HEAVIER * 0.8),
        "%s against %s, %s."
            .formatted(
                Values.format(threads.bytesEach(), Format.BYTES),
                Values.format(loop.bytesEach(), Format.BYTES),
                Values.format(ratio, Format.RATIO)));
  }

  private static Table costs(List<Massed> all) {
    List<List<Object>> rows = new ArrayList<>();
    for (Massed each : all) {
      rows.add(
          List.of(
              each.mode(),
              (long) each.mass().connections(),
              each.cpuWithout(),
              each.cpuWith(),
              each.cpuAfterwards(),
              each.blast().end().residentBytes(),
              each.bytesEach()));
    }
    return new Table(
        "costs",
        "What the mass costs the server",
        List.of(
            new Column("mode", Format.TEXT),
            new Column("idle", Format.COUNT),
            new Column("CPU/request without", Format.NANOS),
            new Column("with", Format.NANOS),
            new Column("afterwards", Format.NANOS),
            new Column("resident", Format.BYTES),
            new Column("per idle connection", Format.BYTES)),
        rows);
  }
}
