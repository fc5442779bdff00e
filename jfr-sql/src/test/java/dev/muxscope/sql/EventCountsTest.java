package dev.muxscope.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventCountsTest {

  @TempDir Path folder;

  private Path record() throws IOException {
    return Recordings.record(
        folder,
        () -> {
          NumberedEvent.commit(2500);
          AllTypesEvent.commitOne();
        },
        NumberedEvent.class,
        AllTypesEvent.class);
  }

  @Test
  void agreeWithTheJdk() throws IOException {
    Path file = record();
    Map<String, Long> expected =
        RecordingFile.readAllEvents(file).stream()
            .collect(Collectors.groupingBy(e -> e.getEventType().getName(), Collectors.counting()));
    Map<String, Long> found =
        EventCounts.of(List.of(file)).byType().entrySet().stream()
            .filter(each -> each.getValue() > 0)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    assertEquals(expected, found);
  }

  @Test
  void addUpFilesOfOneRecording() throws IOException {
    Path file = record();
    assertEquals(5000, EventCounts.of(List.of(file, file)).of("test.Numbered").orElseThrow());
  }

  @Test
  void tellDamage() throws IOException {
    Path file = record();
    byte[] bytes = Files.readAllBytes(file);
    for (byte filling : new byte[] {0, -1, 'x'}) {
      byte[] damaged = bytes.clone();
      Arrays.fill(damaged, bytes.length / 2, bytes.length / 2 + 3000, filling);
      Files.write(file, damaged);
      IOException error = assertThrows(IOException.class, () -> EventCounts.of(List.of(file)));
      assertTrue(error.getMessage().startsWith(file + " is damaged"), error::getMessage);
    }
  }
}
