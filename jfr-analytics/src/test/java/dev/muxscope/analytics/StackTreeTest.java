package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.muxscope.report.FlameGraph.Frame;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackTreeTest {

  private final FrameLabels labels = new FrameLabels();
  private final StackTree tree = new StackTree(labels);

  private int path(int from, String... names) {
    int node = from;
    for (String name : names) {
      node = tree.child(node, labels.heading(name, name.startsWith("role") ? name : ""));
    }
    return node;
  }

  @Test
  void sharesWhatPathsHaveInCommon() {
    int top = path(StackTree.ROOT, "top");
    tree.add(path(top, "role a", "run", "read"), 5);
    tree.add(path(top, "role a", "run", "write"), 3);
    tree.add(path(top, "role a", "run"), 2);
    tree.add(path(StackTree.ROOT, "other", "run"), 100);
    Frame root = tree.frames(top, "all", 0).root();
    Frame run = root.children().getFirst().children().getFirst();

    assertEquals(10, root.value());
    assertEquals(10, tree.total(top));
    assertEquals("run", run.name());
    assertEquals(2, run.self());
    assertEquals("role a", run.children().getFirst().group());
    assertEquals(5, run.children().getFirst().value());
    assertEquals(Map.of("read", 5L, "write", 3L, "run", 2L), tree.selfByName(top));
  }

  @Test
  void leavesOutSmallFramesAndKeepsTheirWeight() {
    tree.add(path(StackTree.ROOT, "top", "a"), 990);
    tree.add(path(StackTree.ROOT, "top", "b", "c"), 10);
    StackTree.Frames frames = tree.frames(path(StackTree.ROOT, "top"), "all", 0.02);

    assertEquals(1000, frames.root().value());
    assertEquals(1, frames.root().children().size());
    assertEquals(2, frames.left());
  }

  @Test
  void growsWithItsPaths() {
    int top = path(StackTree.ROOT, "top");
    for (int i = 0; i < 20_000; i++) {
      tree.add(path(top, "f" + i % 200, "g" + i), 1);
    }
    assertEquals(20_000, tree.total(top));
    assertEquals(200, tree.frames(top, "all", 0).root().children().size());
    assertFalse(tree.isFull());
  }
}
