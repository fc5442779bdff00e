package dev.muxscope.lab.drill;

import dev.muxscope.lab.LabException;
import dev.muxscope.report.Paragraph;
import java.io.IOException;
import java.util.List;

/// Some connections call a handler that computes for long, one for each of the server's carriers.
final class CpuHogDrill implements Drill {

  private static final int SPINS_MILLIS = 100;

  /// On one processor, virtual threads whose carrier is not to be had get a second one.
  private static final int LEAST_HOGS = 2;

  /// Half of a computation is a hit, a quarter of it is none: the kernel's turns take some
  /// milliseconds each.
  private static final Harm HARM = new Harm(SPINS_MILLIS * 1e6 / 4, SPINS_MILLIS * 1e6 / 2);

  @Override
  public Lesson lesson() {
    return new Lesson(
        "cpu-hog",
        "a handler that computes",
        "As many connections as the server has processors, and two at least, each call a handler that"
            + " computes for "
            + SPINS_MILLIS
            + " ms, again and again. Who waits?",
        "In select mode everybody. In vthreads and select+vthreads mode everybody too: there are as"
            + " many carriers, and nothing takes a carrier from a virtual thread that"
            + " computes. In threads mode the kernel takes turns, and the bystanders get theirs.",
        TimelineBlocks.METRIC);
  }

  @Override
  public Seen run(Stage stage) throws LabException, IOException, InterruptedException {
    int hogs = Math.max(LEAST_HOGS, stage.serverProcessors());
    Fault fault = new RepeatedCall(hogs, List.of("LAB.SPIN", "" + SPINS_MILLIS * 1_000));
    List<Timeline> timelines =
        Course.USUAL.run(stage, fault).stream().map(Blast::timeline).toList();
    return new Seen(
        List.of(
            TimelineBlocks.chart(timelines, "fault"),
            TimelineBlocks.table(timelines),
            Paragraph.plain(
                "Connections that computed: " + hogs + "; " + stage.pinning().toString() + ".")),
        List.of(TimelineBlocks.bySecond(timelines)),
        conclusions(timelines));
  }

  static List<Conclusion> conclusions(List<Timeline> timelines) {
    return timelines.stream()
        .map(timeline ->
            HARM.judge(
                timeline,
                timeline.mode().equals("threads") ? Harm.Expected.SPARED : Harm.Expected.HIT))
        .toList();
  }
}
