package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTest {

  private static final Cell CELL = new Cell("select", Samples.at(1));

  @TempDir Path folder;

  @Test
  void takesNoRecordingThatIsNotWhole() throws Exception {
    Path file = folder.resolve("made.jfr");
    try (Recording made = new Recording()) {
      made.enable("jdk.JVMInformation");
      made.start();
      made.stop();
      made.dump(file);
    }
    // The file may have several chunks, each with its own, if other tests record meanwhile.
    assertTrue(Recorded.read(CELL, file, "").summary().events() > 0);

    Files.write(file, new byte[] {'F', 'L', 'R'}, StandardOpenOption.APPEND);
    var failure = assertThrows(LabException.class, () -> Recorded.read(CELL, file, ""));
    assertTrue(failure.getMessage().contains("is truncated"), failure::getMessage);
  }
}
