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

/// Clients that ask for megabytes and do not read them.
final class SlowReaderDrill implements Drill {

  private static final double MIB = 1 << 20;

  /// A hit is several times what the machine's own hiccups come to.
  private static final Harm HARM = new Harm(10e6, 30e6);

  /// Of what the server's memory grows by in select mode.
  private static final double HALF = 0.5;

  private static final double MOST = 0.8;

  @Override
  public Lesson lesson() {
    return new Lesson(
        "slow-reader",
        "clients that do not read",
        "%d clients each ask for %s of replies, and read none. Who waits, and who keeps the replies?"
            .formatted(SlowReaders.CLIENTS, Values.format(SlowReaders.BYTES_EACH, Format.BYTES)),
        "Nobody else waits in any mode: a write that cannot go on holds its own connection only. But"
            + " in select mode the server keeps the replies in its memory, up to its limit of some 16"
            + " MiB for each client; a blocking thread makes no more replies once the kernel's socket"
            + " buffers are full, and memory grows by less than half as much.",
        TimelineBlocks.METRIC);
  }

  @Override
  public Seen run(Stage stage) throws LabException, IOException, InterruptedException {
    List<Blast> blasts = Course.USUAL.run(stage, new SlowReaders());
    List<Timeline> timelines = blasts.stream().map(Blast::timeline).toList();
    List<Block> figures =
        List.of(
            TimelineBlocks.chart(timelines, "fault"),
            TimelineBlocks.table(timelines),
            memory(blasts),
            Paragraph.plain(
                "Resident memory of the server's process, without mapped files: with what the garbage"
                    + " collector has not cleaned up yet, and without what lies in the kernel's"
                    + " socket buffers."));
    return new Seen(figures, List.of(TimelineBlocks.bySecond(timelines)), conclusions(blasts));
  }

  static List<Conclusion> conclusions(List<Blast> blasts) {
    List<Conclusion> conclusions = new ArrayList<>();
    for (Blast blast : blasts) {
      conclusions.add(HARM.judge(blast.timeline(), Harm.Expected.SPARED));
    }
    for (Blast loop : blasts) {
      if (DrillOptions.isLoop(loop.mode())) {
        conclusions.add(keeps(loop));
        blasts.stream()
            .filter(blast -> !DrillOptions.isLoop(blast.mode()))
            .map(blast -> keepsLess(blast, loop))
            .forEach(conclusions::add);
      }
    }
    return conclusions;
  }

  private static Conclusion keeps(Blast loop) {
    double each = grown(loop) / SlowReaders.CLIENTS;
    return new Conclusion(
        loop.mode(),
        "the server's memory grows by 8 MiB or more for each client",
        Holding.atLeast(each, 8 * MIB, 4 * MIB),
        "It grew by %s, that is %s for each."
            .formatted(
                Values.format(grown(loop), Format.BYTES), Values.format(each, Format.BYTES)));
  }

  private static Conclusion keepsLess(Blast blast, Blast loop) {
    // Of memory that has not grown there is no share.
    double share = grown(loop) > 0 ? grown(blast) / grown(loop) : Double.NaN;
    return new Conclusion(
        blast.mode(),
        "it grows by less than half as much as in " + loop.mode() + " mode",
        Holding.atMost(share, HALF, MOST),
        "It grew by %s, %s of %s."
            .formatted(
                Values.format(grown(blast), Format.BYTES),
                Values.format(share, Format.SHARE),
                Values.format(grown(loop), Format.BYTES)));
  }

  private static double grown(Blast blast) {
    return blast.end().residentBytes() - blast.asked().residentBytes();
  }

  private static Table memory(List<Blast> blasts) {
    List<List<Object>> rows = new ArrayList<>();
    for (Blast blast : blasts) {
      rows.add(
          List.of(
              blast.mode(),
              blast.asked().residentBytes(),
              blast.end().residentBytes(),
              grown(blast) / SlowReaders.CLIENTS));
    }
    return new Table(
        "memory",
        "The server's memory",
        List.of(
            new Column("mode", Format.TEXT),
            new Column("without", Format.BYTES),
            new Column("with the fault", Format.BYTES),
            new Column("more per client", Format.BYTES)),
        rows);
  }
}
