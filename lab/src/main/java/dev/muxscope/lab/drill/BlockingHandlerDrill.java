package dev.muxscope.lab.drill;

import dev.muxscope.lab.LabException;
import java.io.IOException;
import java.util.List;

/// One connection calls a handler that blocks, again and again.
final class BlockingHandlerDrill implements Drill {

  private static final int BLOCKS_MILLIS = 200;

  /// Half of a block is a hit, a tenth of it is none.
  private static final Harm HARM = new Harm(BLOCKS_MILLIS * 1e6 / 10, BLOCKS_MILLIS * 1e6 / 2);

  @Override
  public Lesson lesson() {
    return new Lesson(
        "blocking-handler",
        "a handler that blocks",
        "One connection calls a handler that blocks for "
            + BLOCKS_MILLIS
            + " ms, again and again. Who waits?",
        "In select mode everybody: the handler blocks the loop. In vthreads and threads mode it"
            + " blocks its own thread, and nobody else notices; nor in select+vthreads mode, whose"
            + " loop hands requests over to virtual threads.",
        TimelineBlocks.METRIC);
  }

  @Override
  public Seen run(Stage stage) throws LabException, IOException, InterruptedException {
    Fault fault = new RepeatedCall(1, List.of("LAB.SLEEP", "" + BLOCKS_MILLIS));
    List<Timeline> timelines =
        Course.USUAL.run(stage, fault).stream().map(Blast::timeline).toList();
    return new Seen(
        List.of(TimelineBlocks.chart(timelines, "fault"), TimelineBlocks.table(timelines)),
        List.of(TimelineBlocks.bySecond(timelines)),
        conclusions(timelines));
  }

  static List<Conclusion> conclusions(List<Timeline> timelines) {
    return timelines.stream()
        .map(timeline ->
            HARM.judge(
                timeline,
                timeline.mode().equals("select") ? Harm.Expected.HIT : Harm.Expected.SPARED))
        .toList();
  }
}
