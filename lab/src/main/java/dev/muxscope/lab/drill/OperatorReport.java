package dev.muxscope.lab.drill;

import dev.muxscope.report.Block;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.List;

/// What the operator's drill has seen, in tables and words.
final class OperatorReport {

  /// Of the time the operator thought: who waits nine tenths of it has waited for it.
  private static final double ALL_ALONG = 0.9;

  /// A bystander whose longest wait is less than a tenth of it has not.
  private static final double HARDLY = 0.1;

  private OperatorReport() {}

  static Seen seen(List<OperatorScene> scenes) {
    List<Timeline> timelines = scenes.stream().map(OperatorScene::timeline).toList();
    List<Block> figures =
        List.of(
            TimelineBlocks.chart(timelines, "the operator thinks"),
            TimelineBlocks.table(timelines),
            buffers(scenes),
            Paragraph.plain(
                "Bytes as the operator had thought for a while: sent by the client; read by the"
                    + " server, into its own memory; unread, in the kernel's receive queue of the"
                    + " connection (/proc/net/tcp). In select mode the server can say nothing about"
                    + " itself meanwhile; the kernel can."),
            glued(scenes));
    return new Seen(figures, List.of(TimelineBlocks.bySecond(timelines)), conclusions(scenes));
  }

  static List<Conclusion> conclusions(List<OperatorScene> scenes) {
    List<Conclusion> conclusions = new ArrayList<>();
    for (OperatorScene scene : scenes) {
      boolean loop = scene.mode().equals("select");
      conclusions.add(loop ? everybodyWaits(scene) : nobodyElseWaits(scene));
      conclusions.add(loop ? othersUnread(scene) : firstRead(scene));
      conclusions.add(gluedAndTakenApart(scene));
    }
    return conclusions;
  }

  private static Conclusion everybodyWaits(OperatorScene scene) {
    double share = scene.timeline().with().longest() / scene.thoughtNanos();
    Holding waited = Holding.atLeast(share, ALL_ALONG, 0.5);
    Holding aside = scene.commandsAnswered() ? Holding.DID_NOT_HOLD : Holding.HELD;
    return new Conclusion(
        scene.mode(),
        "the bystander waits as long as the operator thinks",
        Holding.all(List.of(waited, aside)),
        waits(scene));
  }

  private static Conclusion nobodyElseWaits(OperatorScene scene) {
    double share = scene.timeline().with().longest() / scene.thoughtNanos();
    Holding waited = Holding.atMost(share, HARDLY, 0.5);
    Holding aside = scene.commandsAnswered() ? Holding.HELD : Holding.DID_NOT_HOLD;
    return new Conclusion(
        scene.mode(),
        "the bystander does not wait for the operator",
        Holding.all(List.of(waited, aside)),
        waits(scene));
  }

  private static String waits(OperatorScene scene) {
    return "The operator thought for %s; the bystander's longest wait was %s, and a PING of one more client was %s meanwhile."
        .formatted(
            Values.format(scene.thoughtNanos(), Format.NANOS),
            Values.format(scene.timeline().with().longest(), Format.NANOS),
            scene.commandsAnswered() ? "answered" : "not answered");
  }

  private static Conclusion othersUnread(OperatorScene scene) {
    List<OperatorScene.Buffered> others =
        scene.buffered().stream().filter(each -> !each.client().equals("A")).toList();
    return new Conclusion(
        scene.mode(),
        "nothing of what B and C sent has been read",
        all(others.stream().map(each -> known(each, each.read() == 0)).toList()),
        bytes(scene));
  }

  private static Conclusion firstRead(OperatorScene scene) {
    return new Conclusion(
        scene.mode(),
        "of what each client sent, only the first message has been read",
        all(
            scene.buffered().stream()
                .map(each -> known(each, each.read() * each.messages() == each.sent()))
                .toList()),
        bytes(scene));
  }

  private static Holding known(OperatorScene.Buffered buffered, boolean so) {
    if (Double.isNaN(buffered.unread())) {
      return Holding.UNDECIDED;
    }
    return so ? Holding.HELD : Holding.DID_NOT_HOLD;
  }

  private static Holding all(List<Holding> parts) {
    return Holding.all(parts);
  }

  private static String bytes(OperatorScene scene) {
    List<String> parts =
        scene.buffered().stream()
            .map(each ->
                "%s sent %s, read are %s"
                    .formatted(
                        each.client(),
                        Values.format(each.sent(), Format.BYTES),
                        Values.format(each.read(), Format.BYTES)))
            .toList();
    return String.join("; ", parts) + ".";
  }

  private static Conclusion gluedAndTakenApart(OperatorScene scene) {
    Holding glued = scene.reads() < scene.messages() ? Holding.HELD : Holding.DID_NOT_HOLD;
    Holding right = scene.right() == scene.messages() ? Holding.HELD : Holding.DID_NOT_HOLD;
    return new Conclusion(
        scene.mode(),
        "messages arrive glued together, and each gets its own answer",
        Holding.all(List.of(glued, right)),
        "%d messages were read by %d reads; %d of their answers came to the right client in the right order."
            .formatted(scene.messages(), scene.reads(), scene.right()));
  }

  private static Table buffers(List<OperatorScene> scenes) {
    List<List<Object>> rows = new ArrayList<>();
    for (OperatorScene scene : scenes) {
      for (OperatorScene.Buffered each : scene.buffered()) {
        rows.add(
            List.of(
                scene.mode(),
                each.client(),
                (long) each.messages(),
                (double) each.sent(),
                each.read(),
                each.unread()));
      }
    }
    return new Table(
        "buffers",
        "What lies where while nobody answers",
        List.of(
            new Column("mode", Format.TEXT),
            new Column("client", Format.TEXT),
            new Column("messages", Format.COUNT),
            new Column("sent", Format.BYTES),
            new Column("read", Format.BYTES),
            new Column("unread", Format.BYTES)),
        rows);
  }

  private static Table glued(List<OperatorScene> scenes) {
    List<List<Object>> rows = new ArrayList<>();
    for (OperatorScene scene : scenes) {
      rows.add(
          List.of(
              scene.mode(),
              (long) scene.messages(),
              scene.reads(),
              (double) scene.messages() / scene.reads(),
              (long) scene.right()));
    }
    return new Table(
        "glued",
        "What arrived together, and how the frames took it apart",
        List.of(
            new Column("mode", Format.TEXT),
            new Column("messages", Format.COUNT),
            new Column("reads", Format.COUNT),
            new Column("messages/read", Format.NUMBER),
            new Column("right answers", Format.COUNT)),
        rows);
  }
}
