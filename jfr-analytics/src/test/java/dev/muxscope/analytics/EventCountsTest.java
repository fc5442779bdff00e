package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventCountsTest {

  private static final String TICK = "muxscope.LoopTick";

  /// Bytes that seem to be events of this size.
  private static final byte FILLING = 'x';

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void record() throws Exception {
    file =
        Servers.record(
            folder.resolve("recorded.jfr"),
            () -> {
              Servers.emitRunInfo("select");
              for (int i = 0; i < 20_000; i++) {
                new Events.LoopTick().commit();
              }
            });
  }

  @Test
  void agreeWithTheJdk() throws IOException {
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
    assertEquals(40_000, EventCounts.of(List.of(file, file)).of(TICK).orElseThrow());
  }

  @Test
  void areNotKnownWhereNumbersAreNotCompressed() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.putInt(Chunk.FEATURES_AT, header.getInt(Chunk.FEATURES_AT) & ~Chunk.COMPRESSED);
    Path other = Files.write(folder.resolve("other.jfr"), bytes);

    assertEquals(OptionalLong.empty(), EventCounts.of(List.of(other, file)).of(TICK));
  }

  @Test
  void tellDamage() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int from = (int) startOfATick(bytes.length);
    for (byte filling : new byte[] {0, -1, FILLING}) {
      byte[] damaged = bytes.clone();
      Arrays.fill(damaged, from, bytes.length, filling);
      assertDamaged(damaged, " is damaged: no event can begin at byte ");
    }
  }

  /// Where an event amid the ticks begins from which steps of [#FILLING] bytes miss the end.
  private long startOfATick(long end) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      EventWalk walk = new EventWalk(channel, 0, end);
      for (int i = 0; i < 10_000 || (end - walk.start()) % FILLING == 0; i++) {
        assertTrue(walk.next());
      }
      return walk.start();
    }
  }

  /// The JDK's parser would follow them for ever.
  @Test
  void tellThatACheckpointRefersToNone() throws IOException {
    byte[] damaged = Files.readAllBytes(file);
    int distance = (int) ByteBuffer.wrap(damaged).getLong(Chunk.CONSTANTS_AT);
    for (int numbers = 0; numbers < 4; distance++) {
      numbers += damaged[distance] >= 0 ? 1 : 0;
    }
    damaged[distance] ^= 1;

    assertDamaged(damaged, " refers to none");
  }

  private void assertDamaged(byte[] bytes, String expected) throws IOException {
    Files.write(file, bytes);
    IOException error = assertThrows(IOException.class, () -> EventCounts.of(List.of(file)));
    assertTrue(error.getMessage().startsWith(file + " is damaged: "), error::getMessage);
    assertTrue(error.getMessage().contains(expected), error::getMessage);
  }
}
