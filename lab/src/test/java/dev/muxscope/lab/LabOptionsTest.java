package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabOptionsTest {

  private static LabOptions with(
      List<String> modes, List<Integer> connections, int rate, String request) {
    return new LabOptions(
        modes,
        connections,
        rate,
        request,
        Effort.QUICK,
        Path.of("out"),
        Optional.of(Path.of("my modules")),
        Path.of("bin/muxscope"));
  }

  private static String refusal(
      List<String> modes, List<Integer> connections, int rate, String request) {
    return assertThrows(
            IllegalArgumentException.class, () -> with(modes, connections, rate, request))
        .getMessage();
  }

  @Test
  void defaultsAreValid() {
    assertEquals(List.of("select", "vthreads", "threads"), LabOptions.defaults().modes());
  }

  @Test
  void connectionsAreSortedAndEachOnce() {
    assertEquals(
        List.of(1, 16, 256), with(List.of("a"), List.of(256, 1, 16, 1), 1, "PING").connections());
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    List<String> modes = List.of("select");
    List<Integer> one = List.of(1);
    assertEquals(
        "mode select is named twice: name it once",
        refusal(List.of("select", "select"), one, 1, "PING"));
    assertEquals(
        "mode \"../x\": use letters, digits, '.', '_' and '-'",
        refusal(List.of("../x"), one, 1, "PING"));
    assertEquals(
        "connections is 0: use numbers between 1 and 60000", refusal(modes, List.of(0), 1, "PING"));
    assertEquals("rate is 0: use a number between 1 and 1000000", refusal(modes, one, 0, "PING"));
    assertEquals("the request is empty: give a command, as \"PING\"", refusal(modes, one, 1, "  "));
    assertEquals("a ' is not closed", refusal(modes, one, 1, "SET 'a"));
    assertEquals(
        "no mode is named: use some of select,vthreads,threads",
        refusal(List.of(), one, 1, "PING"));
    assertEquals(
        "no number of connections is given: use some, as 1,256",
        refusal(modes, List.of(), 1, "PING"));
  }

  @Test
  void commandMeasuresTheSameAgain() {
    assertEquals(
        "muxscope lab --modes a,b --connections 1,16 --rate 500 --request 'WORDS '\\''a b'\\'''"
            + " --module-path 'my modules' --quick",
        with(List.of("a", "b"), List.of(16, 1), 500, "WORDS 'a b'").command());
  }
}
