package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.FlameGraph.Frame;
import dev.muxscope.report.FlameGraph.Kind;
import dev.muxscope.report.FlameGraph.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFlameGraphTest {

  private static Frame code(String name, long value, long before, Frame... children) {
    return new Frame(name, Kind.CODE, "", value, 0, before, List.of(children));
  }

  private static Frame tree() {
    Frame read = code("sun.nio.Read.read0", 300_000, 100_000);
    Frame write = code("sun.nio.Write.write0", 600_000, 100_000);
    Frame run =
        code("a.Loop.run", 900_000, 200_000, code("a.Loop.turn", 900_000, 200_000, read, write));
    Frame loop =
        new Frame("event loop", Kind.LABEL, "event loop", 900_000, 0, 200_000, List.of(run));
    return new Frame("all", Kind.LABEL, "", 1_000_000, 0, 400_000, List.of(loop));
  }

  @Test
  void joinsFramesThatCallOnlyOne() {
    var graph =
        new FlameGraph("g", "", Table.Format.NANOS, tree(), List.of(new Side("", Double.NaN)));
    assertEquals(
        List.of(
            "  90.0 %     900 µs  event loop",
            "  90.0 %     900 µs    Loop.run > Loop.turn",
            "  60.0 %     600 µs      Write.write0",
            "  30.0 %     300 µs      Read.read0",
            "Paths of under 1.0 % are not shown here."),
        TextFlameGraph.lines(graph, 100));
  }

  @Test
  void setsTwoSidesBesideEachOther() {
    var graph =
        new FlameGraph(
            "g", "", Table.Format.NANOS, tree(), List.of(new Side("A", 1), new Side("B", 1)));
    List<String> lines = TextFlameGraph.lines(graph, 100);

    assertEquals("  50.0 %   90.0 %    +40.0  event loop", lines.get(1));
    assertEquals("  25.0 %   60.0 %    +35.0      Write.write0", lines.get(3));
  }

  @Test
  void staysShort() {
    List<Frame> many = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      many.add(code("a.B.m" + i, 25, 0));
    }
    Frame root = new Frame("all", Kind.LABEL, "", 1000, 0, 0, many);
    var graph = new FlameGraph("g", "", Table.Format.COUNT, root, List.of(new Side("", 1)));
    List<String> lines = TextFlameGraph.lines(graph, 60);

    assertTrue(lines.size() <= 15, lines::toString);
    assertEquals("Paths of under 3.0 % are not shown here.", lines.getLast());
  }

  @Test
  void keepsToTheWidth() {
    Frame leaf = code("a.b.C.aMethodWithALongNameThatNeedsMuchRoom", 10, 0);
    for (int i = 0; i < 9; i++) {
      leaf = code("a.b.C.aMethodWithALongName" + i, 10, 0, leaf);
    }
    Frame root = new Frame("all", Kind.LABEL, "", 10, 0, 0, List.of(leaf));
    var graph = new FlameGraph("g", "", Table.Format.COUNT, root, List.of(new Side("", 1)));
    String line = TextFlameGraph.lines(graph, 80).getFirst();

    assertTrue(line.length() <= 80, line);
    assertTrue(line.contains("…"), line);
  }
}
