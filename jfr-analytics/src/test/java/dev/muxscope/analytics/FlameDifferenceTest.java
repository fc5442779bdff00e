package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.FlameGraph.Frame;
import dev.muxscope.report.FlameGraph.Side;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Format;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlameDifferenceTest {

  private static FlameDifference difference(double requestsA, double requestsB) {
    return new FlameDifference(
        part("A", requestsA, "a.b.C.read", 60, "a.b.C.old", 40),
        part("B", requestsB, "a.b.C.read", 100, "a.b.C.fresh", 100));
  }

  private static FlameDifference.Part part(
      String side, double requests, String first, long weight, String second, long other) {
    FrameLabels labels = new FrameLabels();
    StackTree tree = new StackTree(labels);
    int top = tree.child(StackTree.ROOT, labels.heading("top", ""));
    int run = tree.child(top, labels.heading("run", ""));
    tree.add(tree.child(run, labels.heading(first, "")), weight);
    tree.add(tree.child(run, labels.heading(second, "")), other);
    return new FlameDifference.Part(tree, top, new Side(side, requests));
  }

  private static Table table(FlameDifference difference, String id) {
    return difference.tables(Format.NANOS, true).stream()
        .map(Table.class::cast)
        .filter(table -> table.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isAsWideAsBAndKnowsA() {
    Frame root = difference(Double.NaN, Double.NaN).graph("g", "", Format.NANOS).root();
    Frame run = root.children().getFirst();

    assertEquals(200, root.value());
    assertEquals(100, root.before());
    assertEquals(
        List.of("a.b.C.fresh", "a.b.C.read"), run.children().stream().map(Frame::name).toList());
    assertEquals(List.of(0L, 60L), run.children().stream().map(Frame::before).toList());
  }

  @Test
  void listsWhatOnlyAHas() {
    Table gone = table(difference(Double.NaN, Double.NaN), "gone");

    assertEquals(List.of(List.of("run > a.b.C.old", 0.4)), gone.rows());
  }

  @Test
  void ordersMethodsByTheChangeOfTheirShare() {
    Table changed = table(difference(Double.NaN, Double.NaN), "changed");

    assertEquals(Format.SHARE, changed.columns().get(1).format());
    assertEquals(List.of("C.fresh", 0.0, 0.5, Double.NaN), changed.rows().get(0));
    assertEquals(List.of("C.old", 0.4, 0.0, 0.0), changed.rows().get(1));
    assertEquals("C.read", changed.rows().get(2).getFirst());
  }

  @Test
  void comparesPerRequestWhereBothCount() {
    Table changed = table(difference(10, 50), "changed");

    assertEquals(Format.NANOS, changed.columns().get(1).format());
    assertEquals(List.of("C.read", 6.0, 2.0, 2.0 / 6), changed.rows().get(0));
    assertTrue(changed.title().contains("per request"));
  }

  /// Of the same load, one recording took twice as many as the other.
  @Test
  void comparesSharesOfSamplesThoughBothCountRequests() {
    FlameDifference difference =
        new FlameDifference(
            part("A", 10, "a.b.C.read", 60, "a.b.C.write", 40),
            part("B", 10, "a.b.C.read", 120, "a.b.C.write", 80));
    Table changed = (Table) difference.tables(Format.COUNT, true).getFirst();

    assertEquals(Format.SHARE, changed.columns().get(1).format());
    assertEquals(List.of(1.0, 1.0), changed.rows().stream().map(List::getLast).toList());
  }
}
