package dev.muxscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerRecordingTest {

  @TempDir Path folder;

  @Test
  void writesItsFileWhenItIsClosed() throws IOException {
    Path file = folder.resolve("own.jfr");
    try (ServerRecording recording = ServerRecording.start()) {
      recording.keepIn(file);
    }
    assertFalse(RecordingFile.readAllEvents(file).isEmpty());
  }

  /// As by `jcmd`, which closes it as well.
  @Test
  void mayBeStoppedFromOutside() throws IOException {
    Path file = folder.resolve("stopped.jfr");
    try (ServerRecording recording = ServerRecording.start()) {
      recording.keepIn(file);
      theOnlyOne().stop();
    }
    assertTrue(Files.size(file) > 0);
    try (ServerRecording recording = ServerRecording.start()) {
      recording.keepIn(file);
      theOnlyOne().close();
    }
  }

  private static Recording theOnlyOne() {
    List<Recording> named =
        FlightRecorder.getFlightRecorder().getRecordings().stream()
            .filter(each -> each.getName().equals("muxscope"))
            .toList();
    assertEquals(1, named.size());
    return named.getFirst();
  }
}
