package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabOptionsTest {

  private static LabOptions with(List<String> modes, String request, Effort effort) {
    return new LabOptions(
        modes,
        Sweep.over(List.of(16, 1), 500).withActivities(List.of(1.0, 0.05)),
        request,
        effort,
        Path.of("out"),
        Optional.of(Path.of("my modules")),
        Path.of("bin/muxscope"));
  }

  private static String refusal(List<String> modes, String request) {
    return assertThrows(IllegalArgumentException.class, () -> with(modes, request, Effort.QUICK))
        .getMessage();
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    List<String> modes = List.of("select");
    assertEquals(
        "mode \"../x\": use letters, digits, '.', '+', '_' and '-'",
        refusal(List.of("../x"), "PING"));
    assertEquals("the request is empty: give a command, as \"PING\"", refusal(modes, "  "));
    assertEquals("a ' is not closed", refusal(modes, "SET 'a"));
    assertEquals(
        "no mode is named: use some of select,vthreads,threads", refusal(List.of(), "PING"));
  }

  @Test
  void refusesAPlaceWhoseLoadCannotBe() {
    Sweep sweep =
        new Sweep(
            List.of(1),
            List.of(1.0),
            List.of(500),
            List.of(0, 1 << 20),
            List.of(100),
            List.of(Work.NONE));
    LabOptions usual = with(List.of("a"), "PING", Effort.QUICK);
    assertEquals(
        "1 connection at 500/s, 1.00 MiB payload, pipeline 100: requests sent at a time take"
            + " 104860200 bytes: at most 67108864",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new LabOptions(
                        usual.modes(),
                        sweep,
                        usual.request(),
                        usual.effort(),
                        usual.out(),
                        usual.modulePath(),
                        usual.launcher()))
            .getMessage());
  }

  @Test
  void aModeNamedAgainIsMeasuredAgain() {
    List<String> labels =
        with(List.of("select", "threads", "select", "select"), "PING", Effort.QUICK).modes();
    assertEquals(List.of("select", "threads", "select#2", "select#3"), labels);
    assertEquals("select", LabOptions.mode(labels.getLast()));
    assertEquals(labels, with(labels, "PING", Effort.QUICK).modes());
  }

  @Test
  void workTakesThePlaceOfTheRequest() {
    LabOptions options = with(List.of("a"), "GET k", Effort.QUICK);
    assertEquals("GET k", options.request(new Point(1, 1, 1, 0, 1, Work.NONE)));
    assertEquals(
        "LAB.SPIN 2000", options.request(new Point(1, 1, 1, 0, 1, Work.parse("spin:2ms"))));
    assertEquals("LAB.SLEEP 5", options.request(new Point(1, 1, 1, 0, 1, Work.parse("sleep:5ms"))));
  }

  @Test
  void commandMeasuresTheSameAgain() {
    assertEquals(
        "muxscope lab --modes a,a --connections 1,16 --activity 1,0.05 --rate 500 --payload 0"
            + " --pipeline 1 --work none --request 'WORDS '\\''a b'\\''' --module-path 'my modules'"
            + " --quick",
        with(List.of("a", "a"), "WORDS 'a b'", Effort.QUICK).command());
  }
}
