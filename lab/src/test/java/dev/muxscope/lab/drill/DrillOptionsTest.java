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
        "mode \"poll\": drills know select, vthreads, threads", message("cpu-hog", "poll"));
    assertEquals(
        "mode select is named twice: name it once", message("cpu-hog", "select", "select"));
    assertEquals("no mode is named: use some of select,vthreads,threads", message("cpu-hog"));
  }

  @Test
  void theCommandRunsTheSameAgain() {
    assertEquals("muxscope drill cpu-hog --modes select,threads", Samples.options().command());
  }
}
