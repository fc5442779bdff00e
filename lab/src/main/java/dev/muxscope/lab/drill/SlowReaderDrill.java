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

  /// A hit is a wait that a person may notice.
  private static final Harm HARM = new Harm(20e6, 100e6);

  @Override
  public Lesson lesson() {
    return new Lesson(
        "slow-reader",
        "clients that do not read",
        "%d clients each ask for %s of replies, and read none. Who waits, and who keeps the replies?"
            .formatted(
                SlowReaders.CLIENTS, Values.format(SlowReaders.BYTES_EACH, Format.BYTES)),
        "Nobody else waits in any mode: a write that cannot go on holds its own connection only. But"
            + " in select mode the server keeps the replies in its memory, up to its limit of some 16"
            + " MiB for each client; a blocking thread stops at the kernel's socket buffers, and"
            + " makes no more replies.",
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
                "Resident memory of the server's process, without mapped files. What lies in the"
                    + " kernel's socket buffers is not in it."));
    return new Seen(figures, List.of(TimelineBlocks.bySecond(timelines)), conclusions(blasts));
  }

  static List<Conclusion> conclusions(List<Blast> blasts) {
    List<Conclusion> conclusions = new ArrayList<>();
    for (Blast blast : blasts) {
      conclusions.add(HARM.judge(blast.timeline(), Harm.Expected.SPARED));
      boolean keeps = blast.mode().equals("select");
      double each = grown(blast) / SlowReaders.CLIENTS;
      conclusions.add(
          new Conclusion(
              blast.mode(),
              keeps
                  ? "the server keeps 8 MiB or more for each client"
                  : "the server keeps 4 MiB at most for each client",
              keeps
                  ? Holding.atLeast(each, 8 * MIB, 4 * MIB)
                  : Holding.atMost(each, 4 * MIB, 8 * MIB),
              "Its memory grew by "
                  + Values.format(grown(blast), Format.BYTES)
                  + ", that is "
                  + Values.format(each, Format.BYTES)
                  + " for each."));
    }
    return conclusions;
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
