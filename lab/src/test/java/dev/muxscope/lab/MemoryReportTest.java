package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Block;
import dev.muxscope.report.Chart;
import dev.muxscope.report.Estimate;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Paragraph.Kind;
import dev.muxscope.report.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryReportTest {

  private static final MemoryRun REFUSED =
      new MemoryRun(
          "threads",
          List.of(new MemoryClimb(MemoryPhase.ANSWERED, List.of(), "after 0 connections: no")));

  private static final List<MemoryRun> RUNS = List.of(Samples.memory("select", 2048), REFUSED);

  private final List<Block> blocks = MemoryReport.section(RUNS, pages("madvise")).blocks();

  private static Environment pages(String mode) {
    return new Environment(Map.of("large pages", mode));
  }

  private static long warnings(List<Block> blocks) {
    return blocks.stream()
        .filter(block -> block instanceof Paragraph note && note.kind() == Kind.WARNING)
        .count();
  }

  @Test
  void largePagesThatNobodyAskedForAreAWarning() {
    assertEquals(0, warnings(blocks));
    assertEquals(1, warnings(MemoryReport.section(RUNS, pages("always")).blocks()));
    assertEquals(0, warnings(MemoryReport.brief(RUNS, pages("never")).blocks()));
    assertEquals(1, warnings(MemoryReport.brief(RUNS, pages("always")).blocks()));
  }

  @Test
  void everyPartHasAColumnAndANote() {
    Table table = (Table) blocks.getFirst();
    assertEquals(4, table.rows().size());
    for (MemoryPart part : MemoryPart.values()) {
      assertEquals(part.label(), table.columns().get(2 + part.ordinal()).label());
      assertTrue(
          blocks.stream()
              .anyMatch(block ->
                  block instanceof Paragraph note && note.text().startsWith(part.label() + ": ")),
          part.label());
    }
  }

  @Test
  void cellsAreSlopesWithTheirIntervals() {
    List<Object> row = ((Table) blocks.getFirst()).rows().getFirst();
    assertEquals(List.of("select", "opened"), row.subList(0, 2));
    Estimate resident = (Estimate) row.get(2);
    assertEquals(2048, resident.value(), 1e-6);
    assertTrue(resident.low() < 2048 && resident.high() > 2048, resident.toString());
    assertTrue(Double.isNaN(((Estimate) row.get(2 + MemoryPart.DIRECT.ordinal())).value()));
  }

  @Test
  void whatWasRefusedSaysSoAndIsNotDrawn() {
    List<Object> row = ((Table) blocks.getFirst()).rows().getLast();
    assertEquals("refused", row.get(2));
    Chart chart = (Chart) blocks.get(1);
    assertEquals(
        List.of("select", "threads"), chart.series().stream().map(Chart.Series::name).toList());
    assertEquals(3, chart.series().getFirst().points().size());
    assertTrue(chart.series().getLast().points().isEmpty());
  }
}
