package dev.muxscope.analytics;

import dev.muxscope.analytics.Stacks.Sum;
import dev.muxscope.report.Block;
import dev.muxscope.report.FlameGraph;
import dev.muxscope.report.FlameGraph.Side;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table.Format;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Sections with the flame graphs of a recording, or with what differs between those of two.
final class Flames {

  /// Narrower frames could not be seen in a page.
  private static final double LEAST_SHARE = 0.0005;

  private static final int MOST_FRAMES = 4_000;

  private static final String TREE =
      "Frames stand below what calls them, first of all the role of the thread; what a virtual"
          + " thread runs stands under virtual threads, and under carrier only what carriers do for"
          + " themselves. ";

  /// Sums that a kind of flame graph may be of, the one to be preferred first.
  private enum Graph {
    CPU_TIME(
        "flame-cpu",
        FlameKind.CPU,
        Sum.CPU_TIME,
        "CPU time by call path",
        Format.NANOS,
        "From samples of processor time, each as long as its sampling period. "),
    RUNNING(
        "flame-cpu-samples",
        FlameKind.CPU,
        Sum.RUNNING,
        "Samples of running Java code by call path",
        Format.COUNT,
        "Numbers of jdk.ExecutionSample, which are no times: unless async-profiler took them, code"
            + " in native methods, system calls and the JVM itself have none. jdk.CPUTimeSample (JDK 25, Linux) would give times. "),
    NATIVE(
        "flame-native-samples",
        FlameKind.CPU,
        Sum.NATIVE,
        "Samples of native methods by call path",
        Format.COUNT,
        "Numbers of jdk.NativeMethodSample: threads in native methods, most of which wait. This is"
            + " no processor time. "),
    ALLOCATION(
        "flame-allocation",
        FlameKind.ALLOCATION,
        Sum.ALLOCATION,
        "Allocated bytes by call path",
        Format.BYTES,
        "Estimated from the weights of jdk.ObjectAllocationSample; the lowest frames are the types"
            + " that were allocated. "),
    BLOCKING(
        "flame-blocking",
        FlameKind.BLOCKING,
        Sum.BLOCKING,
        "Time spent waiting by call path",
        Format.NANOS,
        "Sums over all threads of the waits that their events' thresholds and throttles let through:"
            + " lower bounds, which settings make lower for one kind of wait than for another."
            + " Waiting for work counts like waiting for a lock, and a pinned virtual thread may"
            + " count twice: as pinned, and by what it waits for. ");

    private final String id;
    private final FlameKind kind;
    private final Sum sum;
    private final String title;
    private final Format format;
    private final String note;

    Graph(String id, FlameKind kind, Sum sum, String title, Format format, String note) {
      this.id = id;
      this.kind = kind;
      this.sum = sum;
      this.title = title;
      this.format = format;
      this.note = note;
    }
  }

  private Flames() {}

  /// What limits the graphs, the graphs, and what would record those that are missing.
  static Report report(List<RecordingSummary> recordings, Collection<FlameKind> kinds) {
    RecordingSummary first = recordings.getFirst();
    if (recordings.size() == 1) {
      return report(
          "Flame graphs of " + first.file().getFileName(),
          Quality.of(first),
          kinds,
          kind -> sections(first, List.of(kind)),
          "Not in this recording");
    }
    RecordingSummary last = recordings.getLast();
    Comparison comparison = new Comparison(first, last);
    return report(
        "Flame graphs of %s (A) and %s (B)"
            .formatted(first.file().getFileName(), last.file().getFileName()),
        comparison.warnings(),
        kinds,
        kind -> comparison.flames(List.of(kind)),
        "Not in both recordings");
  }

  private static Report report(
      String title,
      List<String> problems,
      Collection<FlameKind> kinds,
      Function<FlameKind, List<Section>> graphs,
      String without) {
    List<Section> sections = new ArrayList<>();
    ViewReports.addProblems(sections, problems);
    List<Block> missing = new ArrayList<>();
    for (FlameKind kind : kinds) {
      List<Section> found = graphs.apply(kind);
      sections.addAll(found);
      if (found.isEmpty()) {
        missing.add(Paragraph.plain(missing(kind)));
      }
    }
    Analysis.add(sections, "missing", without, missing);
    return new Report(title, "", sections);
  }

  /// A section for each graph of these kinds for which anything was recorded.
  static List<Section> sections(RecordingSummary recording, Collection<FlameKind> kinds) {
    Stacks stacks = recording.collected(Stacks.class);
    List<Section> sections = new ArrayList<>();
    for (Graph graph : Graph.values()) {
      if (kinds.contains(graph.kind) && isWanted(graph, stacks)) {
        List<Block> blocks = new ArrayList<>(List.of(graph(graph, recording)));
        blocks.add(Paragraph.plain(graph.note + TREE + cut(stacks.tree())));
        sections.add(new Section(graph.id, graph.title, blocks));
      }
    }
    return sections;
  }

  /// A section for each graph of these kinds that both recordings have, as wide as in `b`.
  static List<Section> sections(
      RecordingSummary a,
      RecordingSummary b,
      String labelA,
      String labelB,
      Collection<FlameKind> kinds,
      Comparability comparability) {
    Stacks ofA = a.collected(Stacks.class);
    Stacks ofB = b.collected(Stacks.class);
    List<Section> sections = new ArrayList<>();
    for (Graph graph : Graph.values()) {
      if (kinds.contains(graph.kind) && isWanted(graph, ofA, ofB)) {
        String title = graph.title + ", " + labelB;
        FlameDifference difference =
            new FlameDifference(part(graph, a, labelA), part(graph, b, labelB));
        boolean compares = !comparability.refuses(graph.sum, difference.isPerRequest(graph.format));
        List<Block> blocks = new ArrayList<>();
        blocks.add(difference.graph(graph.id, "", graph.format).limited(LEAST_SHARE, MOST_FRAMES));
        blocks.addAll(difference.tables(graph.format, compares));
        blocks.add(Paragraph.plain(graph.note + colours(labelA, labelB) + cut(ofB.tree())));
        sections.add(new Section(graph.id, title, blocks));
      }
    }
    return sections;
  }

  private static String colours(String labelA, String labelB) {
    return "The colour tells how a frame's share of all that was spent in %s differs from its share in %s. "
        .formatted(labelB, labelA);
  }

  /// What would record a kind of which a recording has nothing.
  static String missing(FlameKind kind) {
    return switch (kind) {
      case CPU ->
          "No CPU samples with stacks: record with jdk.CPUTimeSample#enabled=true (JDK 25, Linux) or"
              + " jdk.ExecutionSample#enabled=true.";
      case ALLOCATION ->
          "No allocations: record with jdk.ObjectAllocationSample#enabled=true (JDK 16 or newer).";
      case BLOCKING ->
          "No waiting: record with jdk.ThreadPark, jdk.JavaMonitorEnter, jdk.JavaMonitorWait,"
              + " jdk.ThreadSleep, jdk.SocketRead or jdk.SocketWrite, with low thresholds, as"
              + " jdk.ThreadPark#threshold=1ms.";
    };
  }

  private static FlameGraph graph(Graph graph, RecordingSummary recording) {
    Stacks stacks = recording.collected(Stacks.class);
    var frames = stacks.tree().frames(stacks.node(graph.sum), "all", LEAST_SHARE);
    List<Side> sides = List.of(new Side("", requests(recording)));
    return new FlameGraph(graph.id, "", graph.format, frames.root(), sides, frames.left())
        .limited(LEAST_SHARE, MOST_FRAMES);
  }

  // Samples stand in for times where there are none.
  private static boolean isWanted(Graph graph, Stacks... recordings) {
    boolean here = true;
    boolean timed = true;
    for (Stacks stacks : recordings) {
      here &= stacks.total(graph.sum) > 0;
      timed &= stacks.total(Sum.CPU_TIME) > 0;
    }
    boolean sampled = graph == Graph.RUNNING || graph == Graph.NATIVE;
    return here && !(sampled && timed);
  }

  private static FlameDifference.Part part(Graph graph, RecordingSummary recording, String label) {
    Stacks stacks = recording.collected(Stacks.class);
    return new FlameDifference.Part(
        stacks.tree(), stacks.node(graph.sum), new Side(label, requests(recording)));
  }

  private static double requests(RecordingSummary recording) {
    double requests = recording.requestSeries().total();
    return Optional.of(requests).filter(counted -> counted > 0).orElse(Double.NaN);
  }

  private static String cut(StackTree tree) {
    return tree.isFull()
        ? "There were too many different paths to keep: the rarest are cut short. "
        : "";
  }
}
