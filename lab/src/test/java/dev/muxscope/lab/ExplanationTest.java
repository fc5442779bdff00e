package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Block;
import dev.muxscope.report.FlameGraph;
import dev.muxscope.report.Link;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {

  /// So that nothing can be left out.
  private static volatile long result;

  @TempDir Path directory;

  private Explanation explanation() throws Exception {
    Path file = directory.resolve("a.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ThreadSleep").withThreshold(Duration.ZERO).withStackTrace();
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10)).withStackTrace();
      recording.start();
      compute();
      Thread.sleep(1);
      recording.stop();
      recording.dump(file);
    }
    Cell cell = Samples.run("select", 16, 100).cell();
    return new Explanation(List.of(Recorded.read(cell, file, "it was late")));
  }

  /// Work of a given amount, some hundred milliseconds of a core: a time would be over without a
  /// sample if the machine gave this thread none of it.
  private static void compute() {
    long sum = 0;
    for (int i = 0; i < 10_000_000; i++) {
      sum += Long.toString(sum).hashCode();
    }
    result = sum;
  }

  private static List<FlameGraph> graphs(List<Section> sections) {
    return sections.stream()
        .flatMap(section -> section.blocks().stream())
        .filter(FlameGraph.class::isInstance)
        .map(FlameGraph.class::cast)
        .toList();
  }

  @Test
  void linksLeadToTheSectionsOfTheRecordings() throws Exception {
    Explanation explanation = explanation();
    Table links = explanation.links();
    Link link = (Link) links.rows().getFirst().getLast();

    assertEquals("select", links.rows().getFirst().getFirst());
    assertEquals(explanation.sections().getFirst().id(), link.target());
    assertEquals("recording-select-16", link.target());
  }

  @Test
  void aLoadThatWasNotTheOneAskedForIsTold() throws Exception {
    Block first = explanation().comparison().getFirst();

    assertEquals(
        Paragraph.warning("select was recorded under another load than asked: it was late"), first);
  }

  /// A sweep has many recordings, and its report is one file.
  @Test
  void ofTheFlameGraphsOnlyThatOfTheProcessorIsShown() throws Exception {
    List<FlameGraph> graphs = graphs(explanation().sections());

    assertEquals(List.of("flame-cpu-samples"), graphs.stream().map(FlameGraph::id).toList());
    assertTrue(graphs.getFirst().frames() <= 1000);
    assertEquals("Samples of running Java code by call path", graphs.getFirst().title());
  }

  @Test
  void keepsEveryTableOfTheRecording() throws Exception {
    List<Block> blocks = explanation().sections().getFirst().blocks();

    assertTrue(
        blocks.stream()
            .anyMatch(block -> block instanceof Table table && table.id().equals("run")));
  }
}
