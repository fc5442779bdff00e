package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingPartsTest {

  @TempDir Path folder;

  private Path record(String name) throws IOException {
    Path file = folder.resolve(name);
    try (Recording recording = new Recording()) {
      recording.enable("jdk.JVMInformation");
      recording.start();
      recording.stop();
      recording.dump(file);
    }
    return file;
  }

  @Test
  void areTheFilesThemselvesWhereTheyAreWhole() throws Exception {
    Path file = record("whole.jfr");
    try (RecordingParts parts = RecordingParts.of(List.of(folder))) {
      assertEquals(List.of(file), parts.files());
      assertEquals(List.of(), parts.problems());
    }
    assertTrue(Files.exists(file));
  }

  @Test
  void areCopiesOfWhatIsWholeInACutFile() throws Exception {
    byte[] one = Files.readAllBytes(record("one.jfr"));
    byte[] two = Files.readAllBytes(record("two.jfr"));
    Path cut = folder.resolve("cut.jfr");
    byte[] joined = Arrays.copyOf(one, one.length + 100);
    System.arraycopy(two, 0, joined, one.length, 100);
    Files.write(cut, joined);
    Path copy;
    try (RecordingParts parts = RecordingParts.of(List.of(cut))) {
      assertEquals(1, parts.problems().size());
      assertTrue(parts.problems().getFirst().contains("truncated"), parts.problems()::toString);
      copy = parts.files().getFirst();
      assertFalse(RecordingFile.readAllEvents(copy).isEmpty());
    }
    assertFalse(Files.exists(copy));
  }

  /// The JDK's parser would tell the times of the second by the clock of the first.
  @Test
  void areCopiesOfTheChunksOfSeveralJvms() throws Exception {
    byte[] one = Files.readAllBytes(record("one.jfr"));
    byte[] two = Files.readAllBytes(record("two.jfr"));
    ByteBuffer header = ByteBuffer.wrap(two);
    long minute = 60 * header.getLong(Chunk.TICKS_PER_SECOND_AT);
    header.putLong(Chunk.TICKS_AT, header.getLong(Chunk.TICKS_AT) - minute);
    byte[] joined = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, joined, one.length, two.length);
    Path both = Files.write(folder.resolve("both.jfr"), joined);
    try (RecordingParts parts = RecordingParts.of(List.of(both))) {
      assertEquals(2, parts.files().size());
      assertArrayEquals(two, Files.readAllBytes(parts.files().getLast()));
    }
  }

  @Test
  void areNoneOfWhatIsNoRecording() throws Exception {
    Path text = Files.writeString(folder.resolve("text.jfr"), "no recording");
    assertThrows(RecordingException.class, () -> RecordingParts.of(List.of(text)));
  }
}
