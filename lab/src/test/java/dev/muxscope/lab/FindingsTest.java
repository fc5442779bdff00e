package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Paragraph;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static List<String> findings(List<TimedRun> runs) {
    Results results = Samples.results(runs, List.of());
    var table = results.table();
    return Findings.of(results, table, new Statistics(table.values()), List.of()).stream()
        .map(Paragraph::text)
        .toList();
  }

  @Test
  void theNoiseFloorIsToldOnceThereIsOne() {
    List<TimedRun> runs = List.of(Samples.run("select", 1, 100), Samples.run("select", 1, 102));
    assertTrue(
        findings(runs).stream().anyMatch(text -> text.startsWith("Noise floor, A against A")));
    assertTrue(findings(runs.subList(0, 1)).stream().noneMatch(text -> text.contains("Noise")));
  }

  @Test
  void refusedRunsAreToldWithAReason() {
    List<String> findings = findings(List.of(Samples.run("select", 1, 100, "it was late")));
    assertTrue(
        findings
            .getLast()
            .matches(
                "1 of 1 runs was refused or failed, so nothing can be said of what a request costs;"
                    + " the first was select, 1 connection at 1,000/s: it was late\\. The report"
                    + " lists all\\. .* a lower --rate\\."),
        findings::toString);
  }

  @Test
  void theReasonIsOfARunThatWasNotReplaced() {
    TimedRun replaced = Samples.run("select", 1, 100, "it was late");
    TimedRun refused = Samples.inRound(2, Samples.run("select", 1, 100, "it was disturbed"));
    String last = findings(List.of(replaced, refused, Samples.again(replaced))).getLast();
    assertTrue(last.startsWith("1 of 2 runs was refused or failed"), last);
    assertTrue(last.contains("at 1,000/s: it was disturbed. The report"), last);
  }

  @Test
  void aLowerRateIsAdvisedOnlyWhereARateWasMissed() {
    TimedRun late = Samples.run("select", 1, 100, "it was late");
    assertTrue(findings(List.of(late)).getLast().contains("a lower --rate"));
    TimedRun failed =
        TimedRun.failed(
            new Plan.Timed(late.cell(), 1, 1, Duration.ZERO), 1, new LabException("no ports"));
    assertTrue(findings(List.of(failed)).getLast().endsWith("no ports. The report lists all."));
  }

  @Test
  void secondChancesAreTold() {
    TimedRun first = Samples.run("select", 1, 100, "it was late");
    TimedRun other = Samples.run("threads", 1, 100, "it was late");
    TimedRun third = Samples.run("threads", 1, 100);
    assertTrue(
        findings(List.of(third, first, other, Samples.again(first), Samples.again(other))).stream()
            .anyMatch(text ->
                text.startsWith(
                    "2 of 3 runs that are used were refused at first and measured again after all"
                        + " others, by a server that was the only one meanwhile")));
    assertTrue(
        findings(List.of(third)).stream().noneMatch(text -> text.contains("refused at first")));
  }

  @Test
  void unseenForeignLoadIsTold() {
    TimedRun seen = Samples.run("select", 1, 100);
    TimedRun unseen = Samples.withoutForeignShare(Samples.run("threads", 1, 100));
    TimedRun refused = Samples.withoutForeignShare(Samples.run("threads", 1, 100, "it was late"));
    assertTrue(
        findings(List.of(seen, unseen, refused))
            .contains(
                "Whether other processes disturbed 1 of 2 runs that are used is not known here."));
    assertTrue(
        findings(List.of(seen, refused)).stream().noneMatch(text -> text.contains("disturbed")));
  }

  @Test
  void aLoadThatPausesBetweenItsLooksIsTold() {
    TimedRun looking = Samples.run("select", 1, 100);
    TimedRun pausing = Samples.withoutBusyPoll(Samples.run("threads", 1, 100));
    TimedRun refused = Samples.withoutBusyPoll(Samples.run("threads", 1, 100, "it was late"));
    assertTrue(
        findings(List.of(looking, pausing, refused)).stream()
            .anyMatch(text ->
                text.startsWith(
                    "In 1 of 2 runs that are used the load had no processor to itself, and may have"
                        + " seen replies up to 45 µs late")));
    assertTrue(
        findings(List.of(looking, refused)).stream().noneMatch(text -> text.contains("replies")));
  }

  @Test
  void aLoadThatSleepsUntilRepliesComeIsNot() {
    TimedRun slow = Samples.withoutBusyPoll(Samples.run("select", 1, 100), 500);
    TimedRun closed = Samples.withoutBusyPoll(Samples.run("threads", 1, 100), 0);
    assertTrue(
        findings(List.of(slow, closed)).stream().noneMatch(text -> text.contains("replies")));
  }

  @Test
  void anEarlyEndIsTold() {
    assertEquals(
        "The lab ended early: 20 timed runs were not made. muxscope lab --resume out goes on.",
        findings(List.of()).getFirst());
    assertTrue(
        findings(List.of()).stream().noneMatch(text -> text.contains("refused")),
        "what was never made is not refused");
    TimedRun run = Samples.run("select", 1, 100);
    long allButOne = Samples.results(List.of(), List.of()).missing() - 1;
    assertTrue(
        findings(Collections.nCopies((int) allButOne, run))
            .contains(
                "The lab ended early: 1 timed run was not made. muxscope lab --resume out goes on."));
  }
}
