package dev.muxscope.lab.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrillOptionsTest {

  private static String message(String name, String... modes) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> new DrillOptions(name, List.of(modes), Path.of("out"), Path.of("muxscope")))
        .getMessage();
  }

  @Test
  void saysWhatCannotBe() {
    assertEquals("there is no drill nothing", message("nothing", "select"));
    assertEquals(
        "mode \"poll\": drills know select, vthreads, threads, select+vthreads",
        message("cpu-hog", "poll"));
    assertEquals(
        "mode select is named twice: name it once", message("cpu-hog", "select", "select"));
    assertEquals(
        "no mode is named: use some of select,vthreads,threads,select+vthreads",
        message("cpu-hog"));
  }

  @Test
  void theCommandRunsTheSameAgain() {
    assertEquals("muxscope drill cpu-hog --modes select,threads", Samples.options().command());
  }

  @Test
  void takesTheLoopThatHandsOver() {
    List<String> modes = List.of("select+vthreads");
    var options = new DrillOptions("cpu-hog", modes, Path.of("out"), Path.of("muxscope"));
    assertEquals("muxscope drill cpu-hog --modes select+vthreads", options.command());
  }
}
