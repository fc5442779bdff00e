package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.FlameGraph.Frame;
import dev.muxscope.report.FlameGraph.Kind;
import dev.muxscope.report.FlameGraph.Side;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FlameGraphTest {

  private static final String EVIL = "</script><img src=x onerror=alert(1)>";

  private static Frame code(String name, long value, long self, Frame... children) {
    return new Frame(name, Kind.CODE, "", value, self, 0, List.of(children));
  }

  private static FlameGraph graph(Frame root) {
    return new FlameGraph("g", "", Table.Format.NANOS, root, List.of(new Side("", Double.NaN)));
  }

  private static FlameGraph sample() {
    return graph(
        code(
            "all", 1000, 0, code("a.B.small", 9, 9), code("a.B.big", 991, 1, code("c", 990, 990))));
  }

  @Test
  void putsTheHeaviestFirst() {
    assertEquals("a.B.big", sample().root().children().getFirst().name());
  }

  @Test
  void refusesPartsThatAreMoreThanTheWhole() {
    assertThrows(IllegalArgumentException.class, () -> code("a", 10, 6, code("b", 5, 5)));
    assertThrows(IllegalArgumentException.class, () -> code("a", 10, -1));
  }

  @Test
  void leavesOutWhatIsTooSmallAndKeepsTheTotals() {
    FlameGraph limited = sample().limited(0.01, 100);

    assertEquals(3, limited.frames());
    assertEquals(1000, limited.root().value());
    assertEquals(1, limited.left());
    assertEquals(9, limited.leftValue());
    assertEquals(sample().root().children().getFirst(), limited.root().children().getFirst());
  }

  @Test
  void keepsNoMoreFramesThanAsked() {
    Frame[] equal = new Frame[50];
    for (int i = 0; i < equal.length; i++) {
      equal[i] = code("f" + i, 10, 10);
    }
    FlameGraph limited = graph(code("all", 500, 0, equal)).limited(0, 20);

    assertTrue(limited.frames() <= 20, () -> limited.frames() + " frames");
    assertEquals(500, limited.leftValue());
    assertEquals(51, limited.frames() + limited.left());
  }

  @Test
  void canBeLimitedAgain() {
    FlameGraph twice = sample().limited(0.01, 100).limited(0.5, 2);

    assertEquals(2, twice.frames());
    assertEquals(2, twice.left());
    assertEquals(9 + 990, twice.leftValue());
  }

  @Test
  void cutsWhatIsDeeperThanAnybodyReads() throws IOException {
    Frame frame = code("leaf", 1, 1);
    for (int i = 0; i < 600; i++) {
      frame = code("f" + i, 1, 0, frame);
    }
    FlameGraph limited = graph(frame).limited(0, 10_000);

    assertEquals(FlameGraph.DEEPEST, limited.frames());
    JsonMapper.shared().readTree(JsonRenderer.json(report(limited)));
  }

  @Test
  void writesFramesInsideFrames() throws IOException {
    Frame loop =
        new Frame("event loop", Kind.LABEL, "event loop", 10, 0, 4, List.of(code("a.B.c", 10, 10)));
    Frame root = new Frame("all", Kind.LABEL, "", 10, 0, 5, List.of(loop));
    FlameGraph graph =
        new FlameGraph(
            "g",
            "t",
            Table.Format.BYTES,
            root,
            List.of(new Side("A", 2), new Side("B", Double.NaN)));
    JsonNode read =
        JsonMapper.shared().readTree(JsonRenderer.json(report(graph))).at("/sections/0/blocks/0");

    assertEquals("flame", read.get("type").asString());
    assertEquals("bytes", read.get("format").asString());
    assertEquals(2, read.at("/sides/0/requests").asDouble());
    assertTrue(read.at("/sides/1/requests").isNull());
    assertEquals("event loop", read.at("/root/children/0/group").asString());
    assertEquals(4, read.at("/root/children/0/before").asLong());
    assertEquals(10, read.at("/root/children/0/children/0/self").asLong());
    assertEquals(0, read.at("/left/frames").asLong());
  }

  @Test
  void letsNoNameBecomeMarkup() throws IOException {
    Frame evil = new Frame(EVIL, Kind.LABEL, EVIL, 1, 1, 0, List.of());
    Frame root = new Frame(EVIL, Kind.LABEL, "", 1, 0, 0, List.of(evil));
    StringBuilder html = new StringBuilder();
    HtmlRenderer.render(
        report(new FlameGraph("g", EVIL, Table.Format.COUNT, root, List.of(new Side(EVIL, 1)))),
        html);

    assertEquals(3, html.toString().split("</script", -1).length - 1);
    assertEquals(0, html.toString().split("<img", -1).length - 1);
  }

  @Test
  void comesWithItsScriptOnlyWhereThereIsAGraph() throws IOException {
    StringBuilder with = new StringBuilder();
    StringBuilder without = new StringBuilder();
    HtmlRenderer.render(report(sample()), with);
    HtmlRenderer.render(Samples.small(), without);

    assertTrue(with.toString().contains("flame-rows"));
    assertEquals(-1, without.indexOf("flame-rows"));
  }

  private static Report report(FlameGraph graph) {
    return new Report("r", "", List.of(new Report.Section("s", "", List.of(graph))));
  }
}
