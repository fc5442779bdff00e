package dev.muxscope.report;

import dev.muxscope.report.FlameGraph.Frame;
import java.util.ArrayList;
import java.util.List;

/// Writes the heaviest paths of a [FlameGraph] as a short tree: a line is a run of frames that call
/// nothing else worth showing, set in below what calls it.
///
/// Used by one thread, for one drawing.
final class TextFlameGraph {

  /// A terminal shall not drown in stacks.
  private static final int MOST_LINES = 14;

  /// Shares of the whole from which a path is shown: the first with which the tree is short enough.
  private static final double[] SHARES = {0.01, 0.02, 0.03, 0.05, 0.08, 0.13, 0.21, 0.34};

  private static final String CALLS = " > ";

  private final FlameGraph graph;
  private final int width;
  private final long least;
  private final List<String> lines = new ArrayList<>();

  private TextFlameGraph(FlameGraph graph, int width, double share) {
    this.graph = graph;
    this.width = width;
    this.least = Math.max(1, (long) Math.ceil(share * graph.root().value()));
  }

  /// The tree, a head first, and what is not in it last.
  ///
  /// @param width columns to keep to as far as names allow
  static List<String> lines(FlameGraph graph, int width) {
    TextFlameGraph drawing = null;
    for (double share : SHARES) {
      drawing = new TextFlameGraph(graph, width, share);
      drawing.draw();
      if (drawing.lines.size() <= MOST_LINES) {
        break;
      }
      drawing.lines.subList(MOST_LINES, drawing.lines.size()).clear();
    }
    return drawing == null ? List.of() : drawing.finished();
  }

  private void draw() {
    shown(graph.root()).forEach(child -> draw(child, 0));
  }

  private void draw(Frame first, int depth) {
    List<Frame> run = new ArrayList<>(List.of(first));
    Frame last = first;
    while (shown(last).size() == 1
        && last.value() - shown(last).getFirst().value() < least
        && last.kind() != FlameGraph.Kind.LABEL) {
      last = shown(last).getFirst();
      run.add(last);
    }
    String figures = figures(first);
    String indent = "  ".repeat(depth);
    int room = Math.max(20, width - figures.length() - indent.length());
    lines.add(figures + indent + names(run, room));
    shown(last).forEach(child -> draw(child, depth + 1));
  }

  private List<Frame> shown(Frame frame) {
    return frame.children().stream().filter(child -> child.value() >= least).toList();
  }

  private String figures(Frame frame) {
    double share = share(frame.value(), graph.root().value());
    if (!graph.isDifferential()) {
      return "%8s %10s  "
          .formatted(
              Values.format(share, Table.Format.SHARE),
              Values.format((double) frame.value(), graph.format()));
    }
    double before = share(frame.before(), graph.root().before());
    return "%8s %8s %8s  "
        .formatted(
            Values.format(before, Table.Format.SHARE),
            Values.format(share, Table.Format.SHARE),
            points(share - before));
  }

  /// A difference of shares with its sign, as `+1.2`, in hundredths of the whole.
  static String points(double difference) {
    return String.format(java.util.Locale.ROOT, "%+.1f", 100 * difference + 0.0);
  }

  static double share(long part, long whole) {
    return whole > 0 ? (double) part / whole : 0;
  }

  /// As many names of a run as there is room for: the first and the last ones tell most.
  private static String names(List<Frame> run, int room) {
    List<String> names = run.stream().map(TextFlameGraph::shortName).toList();
    String all = String.join(CALLS, names);
    if (all.length() <= room || names.size() == 1) {
      return cut(all, room);
    }
    String start = names.getFirst() + CALLS + (names.size() > 2 ? "…" + CALLS : "");
    String end = names.getLast();
    for (int i = names.size() - 2; i > 0; i--) {
      String more = names.get(i) + CALLS + end;
      if (start.length() + more.length() > room) {
        break;
      }
      end = more;
    }
    return cut(start + end, room);
  }

  private static String cut(String text, int room) {
    return text.length() <= room ? text : text.substring(0, room - 1) + "…";
  }

  /// `Type.method`, or a heading as it is.
  static String shortName(Frame frame) {
    String name = TextRenderer.clean(frame.name());
    if (frame.kind() == FlameGraph.Kind.LABEL) {
      return name;
    }
    int method = name.lastIndexOf('.');
    return name.substring(name.lastIndexOf('.', method - 1) + 1);
  }

  private List<String> finished() {
    List<String> finished = new ArrayList<>();
    if (graph.isDifferential()) {
      finished.add("%8s %8s %8s  in points, by share of B".formatted("A", "B", "change"));
    }
    finished.addAll(lines);
    finished.add(
        "Paths of under "
            + Values.format(share(least, graph.root().value()), Table.Format.SHARE)
            + " are not shown here.");
    return finished;
  }
}
