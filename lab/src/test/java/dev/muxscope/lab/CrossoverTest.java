package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.report.Block;
import dev.muxscope.report.HeatMap;
import dev.muxscope.report.Paragraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The map, the sentences and the claims, on labs whose truth is known: threads is cheaper below 16
/// active connections, as cheap at 16, and dearer above.
class CrossoverTest {

  private static final Sweep SWEEP =
      Sweep.over(List.of(1, 16, 1024), 1000).withActivities(List.of(1.0, 0.05));

  private final MadeUpLab lab =
      new MadeUpLab(SWEEP)
          .mode("select", _ -> 20)
          .mode("threads", at -> at.active() < 10 ? 10 : at.active() <= 16 ? 20 : 40);

  private static HeatMap map(Results results) {
    return (HeatMap) maps(results).getFirst();
  }

  private static List<Block> maps(Results results) {
    var table = results.table();
    Statistics statistics = new Statistics(table.values());
    return CrossoverMap.of(results.options().sweep(), table, statistics, Set.of());
  }

  private static Optional<String> sentence(Results results, Axis axis) {
    return sentence("CPU per request", Figure.CPU, results, axis);
  }

  private static Optional<String> sentence(String what, Figure figure, Results results, Axis axis) {
    var table = results.table();
    return AxisSentence.of(
        what, figure, axis, results.options().sweep(), table, new Statistics(table.values()));
  }

  private static List<String> claims(Results results) {
    var table = results.table();
    return Claims.of(results, table, new Statistics(table.values())).stream()
        .map(Paragraph::text)
        .toList();
  }

  @Test
  void theMapNamesTheCheaperMode() {
    HeatMap map = map(lab.results());
    assertEquals(List.of("1", "16", "1,024"), map.columns());
    HeatMap.Filled few = (HeatMap.Filled) map.cells().getFirst().getFirst();
    assertEquals("threads", few.group());
    assertEquals("0.50", few.text());
    assertFalse(few.hatched());
    assertTrue(((HeatMap.Filled) map.cells().getFirst().get(1)).hatched());
    assertEquals("select", ((HeatMap.Filled) map.cells().getFirst().get(2)).group());
    assertEquals(
        map.cells().getFirst().getFirst(),
        map.cells().getLast().getFirst(),
        "one connection is active at any activity");
  }

  /// A twentieth of one connection is one, as the whole of it is.
  @Test
  void theMapTellsHowManyConnectionsWereActive() {
    HeatMap map = map(lab.results());
    HeatMap.Filled whole = (HeatMap.Filled) map.cells().getFirst().getLast();
    assertTrue(whole.hover().startsWith("1,024 of 1,024 active: select 0.50x "), whole::hover);
    HeatMap.Filled share = (HeatMap.Filled) map.cells().getLast().getLast();
    assertTrue(share.hover().startsWith("51 of 1,024 active: select 0.50x "), share::hover);
    HeatMap.Filled one = (HeatMap.Filled) map.cells().getLast().getFirst();
    assertTrue(one.hover().startsWith("1 of 1 active: threads 0.50x "), one::hover);
    Paragraph note = (Paragraph) maps(lab.results()).getLast();
    assertEquals("Where a share comes to less than one connection, one is active.", note.text());
  }

  @Test
  void aMapWhoseSharesAreAllWholeNeedsNoNote() {
    Sweep whole = Sweep.over(List.of(20, 1024), 1000).withActivities(List.of(1.0, 0.05));
    Results results =
        new MadeUpLab(whole).mode("select", _ -> 20).mode("threads", _ -> 10).results();
    assertEquals(1, maps(results).size());
  }

  @Test
  void aPlaceWithARefusedModeHasNoWinner() {
    Results results =
        new MadeUpLab(SWEEP).mode("select", _ -> 20).mode("threads", _ -> Double.NaN).results();
    assertEquals(
        new HeatMap.Empty("threads: it was late"), map(results).cells().getFirst().getFirst());
    assertEquals(Optional.empty(), sentence(results, Axis.CONNECTIONS));
  }

  /// Neither a winner, nor that there is no difference.
  @Test
  void ofASingleServerNothingIsConcluded() {
    Results all = lab.results();
    Map<Cell, TimedRun> one = new LinkedHashMap<>();
    all.runs().forEach(run -> one.putIfAbsent(run.cell(), run));
    Results results =
        new Results(
            all.options(), all.environment(), List.copyOf(one.values()), List.of(), List.of());
    assertEquals(
        new HeatMap.Empty("select: a single server was measured, so chance is not known"),
        map(results).cells().getFirst().getFirst());
    assertEquals(Optional.empty(), sentence(results, Axis.CONNECTIONS));
  }

  @Test
  void theSentenceTellsWhoWinsFromWhereToWhere() {
    String text = sentence(lab.results(), Axis.CONNECTIONS).orElseThrow();
    assertTrue(
        text.startsWith(
            "CPU per request over connections (activity 100.0 %): at 1 threads has the least, 0.50x"),
        text);
    assertTrue(text.contains("; at 16 no difference shown between select, threads; "), text);
    assertTrue(text.contains("at 1,024 select has the least, 0.50x"), text);
  }

  @Test
  void theBreakEvenLiesWhereTheLinesCross() {
    Results results =
        new MadeUpLab(Sweep.over(List.of(1, 256), 1000))
            .mode("select", _ -> 20)
            .mode("threads", at -> at.connections() == 1 ? 10 : 40)
            .results();
    String text = sentence(results, Axis.CONNECTIONS).orElseThrow();
    assertTrue(text.contains("they break even at about 16;"), text);
  }

  @Test
  void equalModesDoNotDiffer() {
    Results results =
        new MadeUpLab(SWEEP).mode("select", _ -> 20).mode("threads", _ -> 20).results();
    assertEquals(
        "CPU per request over connections (activity 100.0 %): from 1 to 1,024 no difference shown"
            + " between select, threads.",
        sentence(results, Axis.CONNECTIONS).orElseThrow());
  }

  @Test
  void theModeThatIsAheadOfWorseOnesIsNamed() {
    Results results =
        new MadeUpLab(SWEEP)
            .mode("select", _ -> 20)
            .mode("threads", _ -> 20)
            .mode("vthreads", _ -> 40)
            .results();
    String text = sentence(results, Axis.CONNECTIONS).orElseThrow();
    assertTrue(
        text.contains(
            ": from 1 to 1,024 no difference shown between select, threads; select has 0.50x ["),
        text);
    assertTrue(text.endsWith("] of vthreads at 1,024."), text);
  }

  /// What holds along one line of the sweep need not hold on another.
  @Test
  void theSentenceSaysOnWhichLineItIsSo() {
    Sweep sweep =
        new Sweep(
            List.of(1, 16),
            List.of(0.1),
            List.of(0, 8000, 20_000),
            List.of(0, 64),
            List.of(1),
            List.of(Work.NONE));
    Results results =
        new MadeUpLab(sweep).mode("select", _ -> 10).mode("threads", _ -> 20).results();
    String connections = sentence(results, Axis.CONNECTIONS).orElseThrow();
    assertTrue(
        connections.startsWith(
            "CPU per request over connections (closed loop, payload 0 B): from 1 to 16 select has"),
        connections);
    String rate = sentence(results, Axis.RATE).orElseThrow();
    assertTrue(
        rate.startsWith(
            "CPU per request over requests/s (connections 16, payload 0 B): from 8,000 to 20,000"
                + " select has"),
        rate);
  }

  /// In a closed loop, which sends as fast as it can.
  @Test
  void whereTheLoadWasTheLimitNoResponseTimeIsJudged() {
    Results results =
        new MadeUpLab(Sweep.over(List.of(1, 16), 0))
            .mode("select", _ -> 10)
            .mode("threads", _ -> 20)
            .results();
    Results many = withBusyLoad(results, 16);
    String median = sentence("Median", Figure.P50, many, Axis.CONNECTIONS).orElseThrow();
    assertTrue(median.contains(": at 1 select has the least"), median);
    assertTrue(median.endsWith("; at 16 the load itself may have been the limit."), median);
    String cpu = sentence(many, Axis.CONNECTIONS).orElseThrow();
    assertTrue(cpu.contains(": from 1 to 16 select has the least"), cpu);
    assertEquals(3, claims(many).size(), () -> claims(many).toString());
    assertEquals(List.of(), claims(withBusyLoad(results, 1)));
  }

  private static Results withBusyLoad(Results results, int connections) {
    List<TimedRun> runs =
        results.runs().stream()
            .map(run ->
                run.cell().at().connections() == connections ? Samples.withBusyLoad(run) : run)
            .toList();
    return new Results(results.options(), results.environment(), runs, results.memory(), List.of());
  }

  @Test
  void claimsAreConfirmedOrRefuted() {
    List<String> claims = claims(lab.results());
    assertEquals(4, claims.size());
    assertTrue(claims.get(0).contains("faster\": confirmed against threads"), claims::toString);
    assertTrue(claims.get(1).contains("sooner\": confirmed for threads"), claims::toString);
    assertTrue(
        claims.get(2).contains("connections\": confirmed against threads"), claims::toString);
    List<String> opposite =
        claims(
            new MadeUpLab(SWEEP)
                .mode("select", at -> at.active() < 10 ? 10 : 40)
                .mode("threads", _ -> 20)
                .results());
    assertTrue(opposite.get(0).contains("refuted against threads"), opposite::toString);
    assertTrue(opposite.get(1).contains("refuted for threads"), opposite::toString);
    assertTrue(opposite.get(2).contains("refuted against threads"), opposite::toString);
  }

  @Test
  void whatIsSaidOfFewAndOfManyIsJudgedAtFewAndAtMany() {
    List<String> few = claimsAt(1, 4);
    assertEquals(3, few.size(), few::toString);
    assertTrue(few.get(1).contains("with few connections"), few::toString);
    assertTrue(few.getLast().contains("at most 64, many at least 1,000"), few::toString);
    List<String> many = claimsAt(1024, 4096);
    assertEquals(2, many.size(), many::toString);
    assertTrue(many.getFirst().contains("handles many connections"), many::toString);
    assertEquals(List.of(), claimsAt(128, 512));
  }

  @Test
  void whereVirtualThreadsLookForTheNextRequestIsTold() {
    assertTrue(saysThatTheyLook(0, "vthreads"));
    assertTrue(saysThatTheyLook(20_000, "vthreads"));
    assertFalse(saysThatTheyLook(8_000, "vthreads"));
    assertFalse(saysThatTheyLook(0, "threads"));
  }

  private static boolean saysThatTheyLook(int rate, String mode) {
    Results results =
        new MadeUpLab(Sweep.over(List.of(1, 64), rate))
            .mode("select", _ -> 2)
            .mode(mode, _ -> 1)
            .results();
    return claims(results).stream().anyMatch(text -> text.contains("looks for the next request"));
  }

  private static List<String> claimsAt(int fewest, int most) {
    Sweep sweep = Sweep.over(List.of(fewest, most), 1000);
    return claims(new MadeUpLab(sweep).mode("select", _ -> 1).mode("threads", _ -> 2).results());
  }

  /// Zero has no logarithm: nobody can say where between it and the next value lines cross.
  @Test
  void noBreakEvenIsMadeUpNextToZero() {
    Sweep payloads =
        new Sweep(
            List.of(16),
            List.of(1.0),
            List.of(1000),
            List.of(0, 1024),
            List.of(1),
            List.of(Work.NONE));
    Results results =
        new MadeUpLab(payloads)
            .mode("select", at -> at.payload() == 0 ? 10 : 20)
            .mode("threads", at -> at.payload() == 0 ? 20 : 10)
            .results();
    String text = sentence(results, Axis.PAYLOAD).orElseThrow();
    assertTrue(text.contains("at 0 B select has the least"), text);
    assertFalse(text.contains("break even"), text);
  }

  /// An interval that also has room for a large advantage has not shown that there is none.
  @Test
  void whatIsTooNoisyToTellIsUndecided() {
    double[] noise = {0.6, 1.4, 0.8, 1.5};
    List<TimedRun> runs = new ArrayList<>();
    for (TimedRun quiet : lab.results().runs()) {
      double micros = 20 * noise[runs.size() % noise.length];
      TimedRun sample = Samples.run("x", 1, micros);
      runs.add(
          new TimedRun(
              quiet.cell(),
              1,
              sample.server(),
              1,
              Samples.outcome(Samples.load((long) (2_000 * micros))),
              sample.account(),
              List.of()));
    }
    Results results = lab.results();
    List<String> claims =
        claims(new Results(results.options(), results.environment(), runs, List.of(), List.of()));
    assertTrue(claims.get(0).contains("faster\": undecided against threads"), claims::toString);
    assertTrue(claims.get(1).contains("sooner\": undecided for threads"), claims::toString);
  }

  @Test
  void aDifferenceThatIsClearButSmallDecidesNoClaim() {
    List<String> claims =
        claims(new MadeUpLab(SWEEP).mode("select", _ -> 19.3).mode("threads", _ -> 20).results());
    assertTrue(claims.get(0).contains("faster\": confirmed against threads"), claims::toString);
    assertTrue(claims.get(1).contains("sooner\": not seen for threads"), claims::toString);
    assertTrue(
        claims.getLast().contains("surely under 10.0 % counts as none, however clear"),
        claims::toString);
  }

  private List<String> claimsWith(MemoryRun... memory) {
    Results results = lab.results();
    return claims(
        new Results(
            results.options(), results.environment(), results.runs(), List.of(memory), List.of()));
  }

  @Test
  void whatAnIdleConnectionKeepsIsToldOnceForEachMode() {
    List<String> claims =
        claimsWith(
            Samples.memory("select", 2048),
            Samples.memory("vthreads", 4096),
            Samples.memory("threads", 8192));
    assertTrue(
        claims
            .get(2)
            .matches(
                ".*; an idle connection keeps 2\\.00 KiB \\[[^\\]]*\\] resident in select, 4\\.00 KiB"
                    + " \\[[^\\]]*\\] in vthreads, 8\\.00 KiB \\[[^\\]]*\\] in threads\\."),
        claims::toString);
  }

  /// The readings lie off their line so far that 200 bytes have an interval from under zero.
  @Test
  void memoryWhoseIntervalContainsZeroIsNoFinding() {
    MemoryRun threads = Samples.memory("threads", 8192);
    assertTrue(claimsWith(Samples.memory("select", 2048), threads).get(2).contains("resident"));
    List<String> claims = claimsWith(Samples.memory("select", 200), threads);
    assertFalse(claims.get(2).contains("resident"), claims::toString);
  }

  @Test
  void withoutSelectThereIsNothingToClaim() {
    assertEquals(
        List.of(),
        claims(new MadeUpLab(SWEEP).mode("a", _ -> 1).mode("threads", _ -> 2).results()));
  }
}
