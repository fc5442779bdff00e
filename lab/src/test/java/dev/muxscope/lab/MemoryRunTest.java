package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryRunTest {

  private static final List<MemoryRun.Reading> READINGS =
      List.of(
          new MemoryRun.Reading(100, 1000),
          new MemoryRun.Reading(200, 2000),
          new MemoryRun.Reading(300, 5000));

  @Test
  void memoryOfAConnectionIsTheSlope() {
    MemoryRun run = new MemoryRun("select", READINGS, "");
    assertEquals(20, run.bytesPerConnection());
    assertEquals(new Range(20, 10, 30), run.neighbours());
  }

  @Test
  void refusedReadingsGiveNoFigure() {
    MemoryRun run = new MemoryRun("select", READINGS, "after 300 connections: refused");
    assertTrue(Double.isNaN(run.bytesPerConnection()));
    assertTrue(Double.isNaN(run.neighbours().low()));
  }
}
