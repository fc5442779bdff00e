package dev.muxscope.analytics;

import dev.muxscope.report.Block;
import dev.muxscope.report.FlameGraph;
import dev.muxscope.report.FlameGraph.Frame;
import dev.muxscope.report.FlameGraph.Side;
import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What two recordings spent by call path, A and B: the paths of B with what they were in A, the
/// paths that A alone has, and the methods that changed most wherever they were called.
final class FlameDifference {

  private static final double LEAST_SHARE = 0.0001;
  private static final double NOTABLE_SHARE = 0.01;
  private static final int MOST_ROWS = 12;

  private final Side sideA;
  private final Side sideB;
  private final Frame a;
  private final Frame b;
  private final Map<String, Long> selfA;
  private final Map<String, Long> selfB;
  private final long left;

  FlameDifference(Part ofA, Part ofB) {
    this.sideA = ofA.side;
    this.sideB = ofB.side;
    this.a = ofA.tree.frames(ofA.top, "all", LEAST_SHARE).root();
    StackTree.Frames frames = ofB.tree.frames(ofB.top, "all", LEAST_SHARE);
    this.b = frames.root();
    this.left = frames.left();
    this.selfA = ofA.tree.selfByName(ofA.top);
    this.selfB = ofB.tree.selfByName(ofB.top);
  }

  /// One side's part of a tree.
  ///
  /// @param top the node below which the paths stand
  record Part(StackTree tree, int top, Side side) {}

  FlameGraph graph(String id, String title, Format format) {
    return new FlameGraph(id, title, format, merge(b, a), List.of(sideA, sideB), left);
  }

  private static Frame merge(Frame now, Frame then) {
    Map<String, Frame> before = byName(then);
    List<Frame> children =
        now.children().stream()
            .map(child -> {
              Frame same = before.get(child.name());
              return same == null ? child : merge(child, same);
            })
            .toList();
    return new Frame(
        now.name(), now.kind(), now.group(), now.value(), now.self(), then.value(), children);
  }

  private static Map<String, Frame> byName(Frame frame) {
    Map<String, Frame> children = new HashMap<>();
    frame.children().forEach(child -> children.put(child.name(), child));
    return children;
  }

  /// Whether what each spent is told per request, or as a share. Numbers of samples are only ever
  /// shares: how many there are depends on the period of each recording.
  boolean isPerRequest(Format format) {
    return format != Format.COUNT && sideA.requests() > 0 && sideB.requests() > 0;
  }

  /// The methods that changed most, and the paths of A alone.
  ///
  /// @param compares whether the two have a ratio
  List<Block> tables(Format format, boolean compares) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(methods(format, compares));
    List<List<Object>> gone = new ArrayList<>();
    addGone(gone, a, b, "");
    if (!gone.isEmpty()) {
      blocks.add(
          new Table(
              "gone",
              "Paths of " + sideA.name() + " that " + sideB.name() + " does not have",
              List.of(Columns.text("path"), Columns.share("share of " + sideA.name())),
              gone.stream()
                  .sorted(Comparator.comparingDouble((List<Object> row) -> -(Double) row.get(1)))
                  .limit(MOST_ROWS)
                  .toList()));
    }
    return blocks;
  }

  private void addGone(List<List<Object>> gone, Frame then, Frame now, String path) {
    Map<String, Frame> still = byName(now);
    for (Frame child : then.children()) {
      double share = RecordingSummary.ratio(child.value(), a.value());
      String at = path + (path.isEmpty() ? "" : " > ") + shortName(child);
      Frame same = still.get(child.name());
      if (same == null && share >= NOTABLE_SHARE) {
        gone.add(List.of(at, share));
      } else if (same != null) {
        addGone(gone, child, same, tail(at));
      }
    }
  }

  private Table methods(Format format, boolean compares) {
    boolean perRequest = isPerRequest(format);
    double wholeA = perRequest ? sideA.requests() : a.value();
    double wholeB = perRequest ? sideB.requests() : b.value();
    Format shown = perRequest ? format : Format.SHARE;
    Set<String> names = new HashSet<>(selfA.keySet());
    names.addAll(selfB.keySet());
    List<List<Object>> rows =
        names.stream()
            .map(name ->
                row(
                    name,
                    selfA.getOrDefault(name, 0L) / wholeA,
                    selfB.getOrDefault(name, 0L) / wholeB,
                    compares))
            .sorted(Comparator.comparingDouble(FlameDifference::change))
            .limit(MOST_ROWS)
            .toList();
    String title =
        perRequest
            ? "What changed most: in the method itself, per request"
            : "What changed most: share of all, in the method itself";
    return new Table(
        "changed",
        title,
        List.of(
            Columns.text("method"),
            new Column(sideA.name(), shown),
            new Column(sideB.name(), shown),
            new Column("B to A", Format.RATIO)),
        rows);
  }

  private static List<Object> row(String name, double a, double b, boolean compares) {
    return List.of(shortName(name), a, b, compares ? RecordingSummary.ratio(b, a) : Double.NaN);
  }

  // Largest first.
  private static double change(List<Object> row) {
    return -Math.abs((Double) row.get(2) - (Double) row.get(1));
  }

  /// The last two frames of a path: enough to find it in the graph.
  private static String tail(String path) {
    String[] names = path.split(" > ", -1);
    int from = Math.max(0, names.length - 2);
    return (from > 0 ? "… > " : "")
        + String.join(" > ", List.of(names).subList(from, names.length));
  }

  private static String shortName(Frame frame) {
    return frame.kind() == FlameGraph.Kind.LABEL ? frame.name() : shortName(frame.name());
  }

  private static String shortName(String name) {
    int method = name.lastIndexOf('.');
    return name.substring(name.lastIndexOf('.', method - 1) + 1);
  }
}
