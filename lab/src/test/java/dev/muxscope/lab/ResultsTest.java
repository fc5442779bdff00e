package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResultsTest {

  @Test
  void tableHasARowForEachPlace() {
    Map<Point, List<CellFigures>> table = Samples.results(List.of(), List.of()).table();
    assertEquals(List.of(Samples.at(1), Samples.at(16)), List.copyOf(table.keySet()));
    assertEquals(
        List.of(new Cell("select", Samples.at(16)), new Cell("threads", Samples.at(16))),
        table.getOrDefault(Samples.at(16), List.of()).stream().map(CellFigures::cell).toList());
    assertTrue(table.values().stream().flatMap(List::stream).noneMatch(CellFigures::measured));
  }

  @Test
  void countsWhatWasNotMade() {
    long planned = Samples.results(List.of(), List.of()).missing();
    TimedRun run = Samples.run("select", 1, 10, "late");
    Results some = Samples.results(List.of(run, Samples.again(run)), List.of());
    assertEquals(planned - 1, some.missing());
    assertTrue(some.anyMeasured());
    assertFalse(Samples.results(List.of(run), List.of()).anyMeasured());
  }

  /// Of four rounds the first two have recordings.
  @Test
  void whatRecordingCostsIsComparedWithinTheSameRounds() {
    List<TimedRun> runs =
        IntStream.rangeClosed(1, 4).mapToObj(round -> run(Recording.OFF, round)).toList();
    List<TimedRun> recorded =
        IntStream.rangeClosed(1, 2).mapToObj(round -> run(Recording.FULL, round)).toList();
    Results results =
        Samples.results(Stream.of(runs, recorded).flatMap(List::stream).toList(), List.of());
    assertEquals(4, results.options().effort().rounds());
    List<CellFigures> observed = results.observed("select");
    assertEquals(runs.subList(0, 2), observed.getFirst().runs());
    assertEquals(recorded, observed.getLast().runs());
  }

  private static TimedRun run(Recording recording, int round) {
    TimedRun run = Samples.run("select", 16, 10);
    Cell cell = new Cell("select", recording, run.cell().at());
    return new TimedRun(cell, round, run.server(), 1, run.outcome(), run.account(), List.of());
  }

  @Test
  void whatRecordingCostsIsNoFigureOfTheSweep() {
    TimedRun run = Samples.run("select", 1, 10);
    Cell recorded = new Cell("select", Recording.FULL, run.cell().at());
    TimedRun observed =
        new TimedRun(recorded, 1, run.server(), 1, run.outcome(), run.account(), List.of());
    assertFalse(Samples.results(List.of(observed), List.of()).anyMeasured());
  }
}
