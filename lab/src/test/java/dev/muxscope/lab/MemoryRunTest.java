package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.lab.stats.Interval;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryRunTest {

  private static MemoryReading reading(int connections, double resident, double direct) {
    return new MemoryReading(
        connections, Map.of(MemoryPart.RESIDENT, resident, MemoryPart.DIRECT, direct));
  }

  private static MemoryClimb climb(MemoryPhase phase, String refusal) {
    return new MemoryClimb(
        phase,
        List.of(reading(100, 1000, Double.NaN), reading(200, 2000, 500), reading(300, 5000, 400)),
        refusal);
  }

  @Test
  void memoryOfAConnectionIsTheSlopeAfterAFirstRequest() {
    MemoryRun run = new MemoryRun("select", List.of(climb(MemoryPhase.ANSWERED, "")));
    assertEquals(20, run.bytesPerConnection());
    assertEquals(run.bytesPerConnection(), run.residentPerConnection().value());
    assertTrue(run.residentPerConnection().contains(0), "the points are far off their line");
    assertTrue(Double.isNaN(run.perConnection(MemoryPhase.OPENED, MemoryPart.RESIDENT).value()));
  }

  @Test
  void aPartIsTakenWhereItIsKnown() {
    MemoryRun run = new MemoryRun("select", List.of(climb(MemoryPhase.OPENED, "")));
    assertEquals(Interval.unknown(-1), run.perConnection(MemoryPhase.OPENED, MemoryPart.DIRECT));
    assertTrue(
        Double.isNaN(run.perConnection(MemoryPhase.OPENED, MemoryPart.KERNEL_STACKS).value()));
  }

  @Test
  void refusedReadingsGiveNoFigure() {
    MemoryRun run =
        new MemoryRun(
            "select",
            List.of(
                climb(MemoryPhase.OPENED, ""),
                climb(MemoryPhase.ANSWERED, "after 300 connections: refused")));
    assertFalse(run.valid());
    assertEquals("after 300 connections: refused", run.refusal());
    assertTrue(Double.isNaN(run.bytesPerConnection()));
    assertEquals(20, run.perConnection(MemoryPhase.OPENED, MemoryPart.RESIDENT).value());
  }
}
