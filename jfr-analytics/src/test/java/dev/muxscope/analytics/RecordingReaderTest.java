package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RecordingReaderTest {

  @TempDir static Path directory;

  private static byte[] whole;

  @BeforeAll
  static void record() throws Exception {
    Path one = Servers.record(directory.resolve("one.jfr"), () -> Servers.emitRunInfo("select"));
    Path two = Servers.record(directory.resolve("two.jfr"), RecordingReaderTest::emitTicks);
    whole = Arrays.copyOf(Files.readAllBytes(one), (int) (Files.size(one) + Files.size(two)));
    System.arraycopy(
        Files.readAllBytes(two), 0, whole, (int) Files.size(one), (int) Files.size(two));
  }

  private static void emitTicks() {
    for (int i = 0; i < 1_000; i++) {
      var tick = new Events.LoopTick();
      tick.ready = 1;
      tick.commit();
    }
  }

  @Test
  void readsAllChunks() throws Exception {
    RecordingSummary summary = RecordingReader.read(write("whole.jfr", whole));

    assertEquals("select", summary.mode());
    assertEquals(1_000, summary.collected(LoopTicks.class).ready().count());
    assertTrue(summary.duration().isPositive());
    assertTrue(summary.recorded("muxscope.Stall"), "was on, though none happened");
    assertFalse(summary.recorded("jdk.CPUTimeSample"));
  }

  @Test
  void saysThatAFileIsMissing() {
    assertTrue(messageOf(directory.resolve("no.jfr")).endsWith("no.jfr does not exist"));
  }

  @Test
  void saysThatADirectoryIsNoRecording() {
    assertTrue(messageOf(directory).contains("is a directory"));
  }

  @Test
  void saysThatAFileIsEmpty() throws IOException {
    assertTrue(messageOf(write("empty.jfr", new byte[0])).contains("is empty"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "FLX", "\u0089PNG\r\n", "2026-11-23 08:00 INFO started"})
  void saysThatAFileIsNoRecording(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("log.jfr"), content);

    assertTrue(messageOf(file).contains("is not a Flight Recorder recording"), messageOf(file));
  }

  @Test
  void saysHowMuchOfATruncatedFileIsWhole() throws IOException {
    int secondChunk = (int) ByteBuffer.wrap(whole).getLong(8);

    String message = messageOf(write("cut.jfr", Arrays.copyOf(whole, whole.length - 1)));
    assertTrue(message.contains("; before that, 1 chunk of it is whole, "), message);

    message = messageOf(write("cut.jfr", Arrays.copyOf(whole, secondChunk - 1)));
    assertFalse(message.contains("before that"), message);
  }

  @Test
  void refusesAFileCutAnywhere() throws IOException {
    int secondChunk = (int) ByteBuffer.wrap(whole).getLong(8);
    Random random = new Random(42);
    for (int i = 1; i < 400; i++) {
      int length = i < 100 ? i : 100 + random.nextInt(whole.length - 100);
      if (length != secondChunk) {
        Path file = write("cut.jfr", Arrays.copyOf(whole, length));
        String message = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> messageOf(file));
        assertTrue(message.contains("is truncated"), () -> length + " bytes: " + message);
      }
    }
  }

  @Test
  void neverThrowsAnythingElseAtDamage() throws IOException {
    Random random = new Random(43);
    int refused = 0;
    for (int i = 0; i < 100; i++) {
      byte[] damaged = whole.clone();
      for (int k = 0; k < 10; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Path file = write("damaged.jfr", damaged);
      refused += assertTimeoutPreemptively(Duration.ofSeconds(10), () -> refuses(file)) ? 1 : 0;
    }
    assertTrue(refused > 0);
  }

  private static boolean refuses(Path file) {
    try {
      Analysis.summarize(RecordingReader.read(file));
      return false;
    } catch (RecordingException e) {
      assertEquals(1, e.getMessage().lines().count(), e::getMessage);
      return true;
    }
  }

  @Test
  void saysThatARecordingIsNotFinished() throws IOException {
    byte[] unfinished = whole.clone();
    ByteBuffer.wrap(unfinished).putLong(8, 0);
    Path file = write("live.jfr", unfinished);

    // The JDK's parser would read this file for ever.
    String message = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> messageOf(file));
    assertTrue(message.contains("is not finished"), message);
  }

  @Test
  void saysWhereGarbageBegins() throws IOException {
    byte[] longer = Arrays.copyOf(whole, whole.length + 100);

    String message = messageOf(write("longer.jfr", longer));

    assertTrue(message.contains("is damaged: no chunk starts at byte " + whole.length), message);
  }

  private static String messageOf(Path file) {
    var exception = assertThrows(RecordingException.class, () -> RecordingReader.read(file));
    assertEquals(1, exception.getMessage().lines().count(), exception::getMessage);
    assertTrue(exception.getMessage().startsWith(file.toString()), exception::getMessage);
    return exception.getMessage();
  }

  private static Path write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }
}
