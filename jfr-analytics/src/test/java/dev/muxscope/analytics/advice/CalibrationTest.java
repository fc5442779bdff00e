package dev.muxscope.analytics.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static final String HEAD = "load,mode,cpu-ns,requests-per-second\n";

  @Test
  void holdsTheLoadsThatEveryModeServed() {
    Calibration calibration = Calibrations.exact();

    assertEquals(36, calibration.sound().size());
    assertEquals(0, calibration.refused());
    assertEquals("a made-up machine", calibration.machine());
  }

  @Test
  void refusesWhatAModeDidNotServe() {
    String served =
        "c1 a1 r2000 b0 p1 none,select,9000,2000\nc1 a1 r2000 b0 p1 none,threads,9000,1900\n";
    String late = "c1 a1 r2000 b0 p1 none,vthreads,9000,1899\n";
    String kept = "c1 a1 r2000 b0 p1 none,vthreads,9000,1900\n";

    assertEquals(0, Calibrations.read(HEAD + served).sound().size());
    assertEquals(1, Calibrations.read(HEAD + served + late).refused());
    assertEquals(1, Calibrations.read(HEAD + served + kept).sound().size());
  }

  @Test
  void takesAnyRateOfAClosedLoop() {
    String loop = "c1 a1 r0 b0 p1 none,%s,9000,%d\n";

    assertEquals(
        1,
        Calibrations.read(
                HEAD
                    + loop.formatted("select", 90_000)
                    + loop.formatted("vthreads", 60_000)
                    + loop.formatted("threads", 50_000))
            .sound()
            .size());
  }

  @Test
  void takesTheMeanOfSeveralRounds() {
    String row = "c1 a1 r2000 b0 p1 none,%s,%d,2000\n";
    Calibration calibration =
        Calibrations.read(
            HEAD
                + row.formatted("select", 8_000)
                + row.formatted("vthreads", 20_000)
                + row.formatted("threads", 9_000)
                + row.formatted("select", 10_000));

    CalibrationLoad load = calibration.sound().getFirst();
    assertEquals(9_000, load.byMode().get("select").of(Measure.CPU));
    assertEquals(20_000, load.byMode().get("vthreads").of(Measure.CPU));
  }

  @Test
  void leavesOutALineWhoseCountersDoNotCoverTheSameTime() {
    String head = "load,mode,cpu-ns,requests-per-second,reads,writes\n";
    String row = "c1 a1 r2000 b0 p1 none,%s,%d,2000,%s,1\n";
    String whole =
        row.formatted("select", 8_000, "0.96") + row.formatted("vthreads", 20_000, "1.04");

    Calibration without = Calibrations.read(head + whole + row.formatted("threads", 5_000, "0.94"));
    assertEquals(1, without.refused());
    Calibration with =
        Calibrations.read(
            head
                + whole
                + row.formatted("threads", 5_000, "0.94")
                + row.formatted("threads", 9_000, "1"));
    assertEquals(9_000, with.sound().getFirst().byMode().get("threads").of(Measure.CPU));
  }

  @Test
  void saysWhichLineIsWrong() {
    IOException shorter = assertThrows(IOException.class, () -> read(HEAD + "c1,select,9000\n"));
    IOException word = assertThrows(IOException.class, () -> read(HEAD + "c1,select,much,2000\n"));

    assertTrue(shorter.getMessage().contains("c1,select,9000"), shorter::getMessage);
    assertTrue(word.getMessage().contains("much"), word::getMessage);
  }

  private static Calibration read(String csv) throws IOException {
    return Calibration.read(new BufferedReader(new StringReader(csv)));
  }

  @Test
  void keepsAFixedThirdOfTheLoadsFromTheFit() {
    long unseen = Calibrations.exact().sound().stream().filter(CalibrationLoad::unseen).count();

    assertTrue(unseen >= 6 && unseen <= 18, () -> unseen + " of 36");
  }
}
