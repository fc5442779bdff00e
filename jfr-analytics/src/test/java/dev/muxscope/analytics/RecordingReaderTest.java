package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingReaderTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

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
  void saysThatADirectoryHoldsNoRecording() throws IOException {
    Path empty = Files.createDirectories(directory.resolve("empty"));

    assertTrue(messageOf(empty).contains("is a directory without recordings"));
  }

  @Test
  void readsADirectoryInTheOrderOfTime() throws Exception {
    Path parts = Files.createDirectories(directory.resolve("parts"));
    Files.write(parts.resolve("b.jfr"), Arrays.copyOf(whole, secondChunk()));
    Files.write(parts.resolve("a.jfr"), Arrays.copyOfRange(whole, secondChunk(), whole.length));
    Files.writeString(parts.resolve("notes.txt"), "no recording");

    RecordingSummary summary = RecordingReader.read(parts);

    assertEquals(List.of(), summary.problems());
    assertEquals("parts", summary.name());
    assertSame(RecordingReader.read(write("whole.jfr", whole)), summary);
  }

  @Test
  void countsAChunkOfSeveralFilesOnce() throws Exception {
    Path first = write("first.jfr", Arrays.copyOf(whole, secondChunk()));
    Path both = write("both.jfr", whole);

    RecordingSummary summary = RecordingReader.read(List.of(both, first, both));

    assertEquals(List.of(), summary.problems());
    assertSame(RecordingReader.read(both), summary);
  }

  @Test
  void readsTheOthersWhereOneIsBad() throws Exception {
    Path good = write("good.jfr", whole);
    Path missing = directory.resolve("missing.jfr");
    Path text = Files.writeString(directory.resolve("text.jfr"), "no recording");

    RecordingSummary summary = RecordingReader.read(List.of(good, missing, text));

    assertEquals(2, summary.problems().size());
    assertEquals(missing + " does not exist", summary.problems().getFirst());
    assertTrue(summary.problems().getLast().startsWith(text + " is not a Flight Recorder"));
    assertSame(RecordingReader.read(good), summary);
    String nothing = messageOf(List.of(missing, text));
    assertTrue(nothing.startsWith("there is nothing to read: "), nothing);
  }

  private static void assertSame(RecordingSummary expected, RecordingSummary read) {
    assertEquals(expected.events(), read.events());
    assertEquals(expected.start(), read.start());
    assertEquals(expected.duration(), read.duration());
    assertEquals(expected.mode(), read.mode());
  }

  // As of a shell's <(…): it has no size, and would seem to be empty.
  @Test
  void saysThatAPipeIsNoFile() throws Exception {
    Path pipe = directory.resolve("pipe.jfr");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    String problem = assertTimeoutPreemptively(PATIENCE, () -> problemOf(pipe));
    assertTrue(problem.contains("is no regular file"), problem);
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
  void readsWhatIsWholeOfATruncatedFile() throws Exception {
    Path cut = write("cut.jfr", Arrays.copyOf(whole, whole.length - 1));

    RecordingSummary summary = RecordingReader.read(cut);

    assertEquals("select", summary.mode());
    String problem = summary.problems().getFirst();
    assertTrue(problem.startsWith(cut + " is truncated: "), problem);
    assertTrue(problem.contains("; read were its first "), problem);
  }

  @Test
  void saysThatAFileIsCutWhereverItIs() throws IOException {
    Random random = new Random(42);
    for (int i = 1; i < 250; i++) {
      int length = i < 100 ? i : 100 + random.nextInt(whole.length - 100);
      if (length != secondChunk()) {
        Path file = write("cut.jfr", Arrays.copyOf(whole, length));
        String problem = assertTimeoutPreemptively(PATIENCE, () -> problemOf(file));
        assertTrue(problem.contains("is truncated"), () -> length + " bytes: " + problem);
        // Of the first chunk too what was flushed can be read, if there was a flush in it.
        assertTrue(length < secondChunk() || problem.contains("read were"), problem);
      }
    }
  }

  @Test
  void neverThrowsAnythingElseAtDamage() throws IOException {
    Random random = new Random(43);
    int named = 0;
    for (int i = 0; i < 100; i++) {
      byte[] damaged = whole.clone();
      for (int k = 0; k < 10; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      named += problemOfDamaged(write("damaged.jfr", damaged)).isEmpty() ? 0 : 1;
    }
    assertTrue(named > 0);
  }

  /// Keeps a file that fails the test: no other run records the same bytes.
  private static String problemOfDamaged(Path file) throws IOException {
    try {
      return assertTimeoutPreemptively(PATIENCE, () -> problemOf(file));
    } catch (Throwable e) {
      Path kept = Path.of("target", "damaged.jfr").toAbsolutePath();
      Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
      throw new AssertionError("see " + kept, e);
    }
  }

  @Test
  void readsTheChunksBesideADamagedOne() throws Exception {
    byte[] damaged = whole.clone();
    // The type of the first chunk's metadata event.
    int metadata = (int) ByteBuffer.wrap(whole).getLong(Chunk.METADATA_AT);
    Arrays.fill(damaged, metadata, metadata + 20, (byte) 0x7f);
    Path file = write("damaged.jfr", damaged);

    RecordingSummary summary = RecordingReader.read(file);

    assertEquals(1_000, summary.collected(LoopTicks.class).ready().count());
    assertEquals("", summary.mode(), "was in the first chunk");
    String problem = summary.problems().getFirst();
    assertTrue(problem.contains("of it from byte 0 on"), problem);
  }

  /// A size of zero, a negative one, and one beyond the chunk.
  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1 << 20})
  void leavesOutAChunkWhoseEventsDoNotFollowOneAnother(long size) throws Exception {
    for (int event : events()) {
      byte[] damaged = whole.clone();
      putNumber(damaged, event, size);
      Path file = write("damaged.jfr", damaged);

      RecordingSummary summary =
          assertTimeoutPreemptively(PATIENCE, () -> RecordingReader.read(file));

      assertEquals("select", summary.mode(), "is in the first chunk");
      assertEquals(1, summary.problems().size(), summary.problems()::toString);
      String problem = summary.problems().getFirst();
      assertTrue(problem.contains("damaged: "), problem);
      boolean leftOut = summary.collected(LoopTicks.class).ready().count() == 0;
      assertEquals(leftOut, problem.contains("from byte " + secondChunk() + " on"), problem);
    }
  }

  /// At a byte of zero, which is no event's size; each tick has one, the number of its loop.
  @Test
  void leavesOutAChunkOneOfWhoseEventsEndsTooSoon() throws Exception {
    int tick = ticks()[0];
    int zero = tick;
    while (whole[zero] != 0) {
      zero++;
    }
    byte[] damaged = whole.clone();
    putNumber(damaged, tick, zero - tick);

    RecordingSummary summary = RecordingReader.read(write("damaged.jfr", damaged));

    String problem = summary.problems().getFirst();
    assertTrue(problem.contains("damaged: no event can begin at byte " + zero), problem);
    assertTrue(problem.contains("from byte " + secondChunk() + " on"), problem);
    assertEquals(0, summary.collected(LoopTicks.class).ready().count());
  }

  /// Its metadata, whose size takes four bytes, reaches into the chunk that follows.
  @Test
  void leavesOutAChunkOneOfWhoseEventsEndsInTheNext() throws Exception {
    byte[] damaged = whole.clone();
    int metadata = (int) ByteBuffer.wrap(whole).getLong(Chunk.METADATA_AT);
    putNumber(damaged, metadata, secondChunk() + Chunk.HEADER_BYTES - metadata);

    RecordingSummary summary = RecordingReader.read(write("damaged.jfr", damaged));

    String problem = summary.problems().getFirst();
    assertTrue(problem.contains("damaged: no event can begin at byte " + metadata), problem);
    assertEquals("", summary.mode(), "was in the first chunk");
    assertEquals(1_000, summary.collected(LoopTicks.class).ready().count());
  }

  /// Some events of the second chunk, by where they begin, with all of the types whose sizes may
  /// take four bytes, room enough for one beyond the chunk.
  private static int[] events() throws IOException {
    int[] all = starts(_ -> true);
    int[] large = starts(type -> type == EventWalk.METADATA || type == EventWalk.CHECKPOINT);
    IntStream some = IntStream.range(0, all.length).filter(i -> i % 100 == 0).map(i -> all[i]);
    return IntStream.concat(some, IntStream.of(large)).distinct().toArray();
  }

  /// All ticks, by where they begin.
  private static int[] ticks() throws IOException {
    long tick = EventType.getEventType(Events.LoopTick.class).getId();
    return starts(type -> type == tick);
  }

  /// Where the second chunk's events of some types begin.
  private static int[] starts(LongPredicate types) throws IOException {
    Path file = write("whole.jfr", whole);
    Chunk chunk = Chunks.of(file).list().getLast();
    try (FileChannel channel = FileChannel.open(file)) {
      EventWalk walk = new EventWalk(channel, chunk.at(), chunk.size());
      IntStream.Builder found = IntStream.builder();
      while (walk.next()) {
        if (types.test(walk.type())) {
          found.add((int) (chunk.at() + walk.start()));
        }
      }
      return found.build().toArray();
    }
  }

  /// Writes a number in as many bytes as the one that is there, nine if it is negative.
  private static void putNumber(byte[] bytes, int at, long number) {
    int last = at;
    while (number < 0 ? last < at + 8 : bytes[last] < 0) {
      last++;
    }
    for (int i = at; i <= last; i++) {
      long rest = number >> 7 * (i - at);
      bytes[i] = (byte) (i == last ? rest & (number < 0 ? 0xff : 0x7f) : rest | 0x80);
    }
  }

  @Test
  void saysThatTypesAreNotDescribed() throws Exception {
    byte[] damaged = whole.clone();
    int type = ticks()[0] + 1;
    while (damaged[type - 1] < 0) {
      type++;
    }
    putNumber(damaged, type, Long.MAX_VALUE); // As much of it as there is room for.
    Path file = write("damaged.jfr", damaged);

    RecordingSummary summary = RecordingReader.read(file);

    String problem = summary.problems().getFirst();
    assertTrue(problem.startsWith(file + " may be damaged: 1 of its "), problem);
    assertEquals(999, summary.collected(LoopTicks.class).ready().count());
  }

  @Test
  void refusesCheckpointsThatReferToEachOther() throws Exception {
    byte[] damaged = whole.clone();
    int checkpoint = (int) ByteBuffer.wrap(whole).getLong(Chunk.CONSTANTS_AT);
    int distance = afterNumbers(checkpoint, 4);
    damaged[distance] ^= 1;
    Path file = write("damaged.jfr", damaged);

    RecordingSummary summary = RecordingReader.read(file);

    assertTrue(
        summary.problems().getFirst().contains("refers to none"), summary.problems()::toString);
    assertEquals(1_000, summary.collected(LoopTicks.class).ready().count());
  }

  private static int afterNumbers(int at, int numbers) {
    int next = at;
    for (int i = 0; i < numbers; i++) {
      for (int start = next; next < start + 8 && whole[next] < 0; next++) {}
      next++;
    }
    return next;
  }

  /// A chunk that says that it took so long.
  private static byte[] fiveSeconds() {
    byte[] chunk = Arrays.copyOf(whole, secondChunk());
    ByteBuffer.wrap(chunk).putLong(Chunk.NANOS_AT, 5_000_000_000L);
    return chunk;
  }

  /// The same as if it had begun so much later.
  private static byte[] later(byte[] chunk, long nanos) {
    byte[] copy = chunk.clone();
    ByteBuffer header = ByteBuffer.wrap(copy);
    header.putLong(Chunk.START_AT, header.getLong(Chunk.START_AT) + nanos);
    return copy;
  }

  @Test
  void refusesRecordingsOfTheSameTime() throws Exception {
    byte[] first = fiveSeconds();
    byte[] second = later(first, 2_000_000_000L);
    Path one = write("one-jvm.jfr", first);
    Path other = write("other-jvm.jfr", second);

    String message = messageOf(List.of(other, one));

    assertTrue(
        message.startsWith(one + " and " + other + " were recorded at the same time, for 3.0"),
        message);
    byte[] both = Arrays.copyOf(first, 2 * first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    Path file = write("both-jvms.jfr", both);
    assertTrue(
        messageOf(List.of(file)).startsWith("two parts of " + file), messageOf(List.of(file)));
  }

  /// As async-profiler adds one to a recording of the JVM it runs in.
  @Test
  void readsAChunkOfTheSameTimeAndClockInOneFile() throws Exception {
    byte[] first = fiveSeconds();
    byte[] second = later(first, 2_000_000_000L);
    ByteBuffer header = ByteBuffer.wrap(second);
    long frequency = header.getLong(Chunk.TICKS_PER_SECOND_AT);
    header.putLong(Chunk.TICKS_AT, header.getLong(Chunk.TICKS_AT) + 2 * frequency);
    byte[] both = Arrays.copyOf(first, 2 * first.length);
    System.arraycopy(second, 0, both, first.length, second.length);

    RecordingSummary summary = RecordingReader.read(write("profiled.jfr", both));

    assertEquals(List.of(), summary.problems());
    assertEquals(Duration.ofSeconds(7), summary.duration());
  }

  @Test
  void readsAServiceThatWasStartedAgainAsOne() throws Exception {
    byte[] first = fiveSeconds();
    byte[] second = later(first, 5_000_000_000L);

    RecordingSummary summary =
        RecordingReader.read(List.of(write("first.jfr", first), write("again.jfr", second)));

    assertEquals(List.of(), summary.problems());
    assertEquals(Duration.ofSeconds(10), summary.duration());
  }

  @Test
  void takesAChunkThatCannotBeCopiedForNoDamage() throws Exception {
    Path file = write("gone.jfr", whole);
    Chunks chunks = Chunks.of(file);
    Files.delete(file);

    IOException e = assertThrows(IOException.class, () -> chunks.damage(chunks.list().getFirst()));

    assertTrue(e.getMessage().startsWith("a part of it cannot be copied to "), e::getMessage);
  }

  @Test
  void tellsWantOfMemoryFromDamage() {
    assertEquals(
        "it takes more memory than there is: Java heap space",
        Chunks.reason(new OutOfMemoryError("Java heap space")));
    assertEquals("it is damaged: no", Chunks.reason(new InternalError("no\nreally")));
  }

  @Test
  void saysThatARecordingIsNotFinished() throws IOException {
    byte[] unfinished = whole.clone();
    ByteBuffer.wrap(unfinished).putLong(Chunk.SIZE_AT, 0);
    Path file = write("live.jfr", unfinished);

    // The JDK's parser would read this file for ever.
    String problem = assertTimeoutPreemptively(PATIENCE, () -> problemOf(file));
    assertTrue(problem.contains("is not finished"), problem);
  }

  @Test
  void readsARecordingOfAKilledJvmUpToItsLastFlush() throws Exception {
    Path repository = Files.createDirectories(directory.resolve("repository"));
    Path chunks = KilledJvm.recordInto(repository);

    RecordingSummary summary = RecordingReader.read(chunks);

    assertTrue(summary.problems().getFirst().contains("is not finished"));
    assertTrue(summary.problems().getFirst().contains("; read were its first "));
    assertTrue(summary.count("jdk.CPULoad") > 0, "one a second");
    assertTrue(
        summary.duration().compareTo(Duration.ofMillis(500)) > 0, summary.duration()::toString);
    assertTrue(
        summary.duration().compareTo(Duration.ofMinutes(2)) < 0, summary.duration()::toString);
    assertEquals(1, summary.problems().size(), summary.problems()::toString);
  }

  @Test
  void saysThatAFormatIsTooNew() throws Exception {
    byte[] future = whole.clone();
    ByteBuffer.wrap(future).putShort(4, (short) 3);
    String alone = messageOf(write("future.jfr", future));
    assertTrue(alone.contains("is of format version 3 at byte 0"), alone);

    future = whole.clone();
    ByteBuffer.wrap(future).putShort(secondChunk() + 4, (short) 3);
    RecordingSummary summary = RecordingReader.read(write("future.jfr", future));
    assertEquals("select", summary.mode());
    assertTrue(summary.problems().getFirst().contains("is of format version 3"));
  }

  @Test
  void goesOnAfterAnEventThatLacksAField() throws Exception {
    Path file =
        Servers.record(
            directory.resolve("other.jfr"),
            () -> {
              emitTicks();
              new OtherConnection().commit();
            });

    RecordingSummary summary = RecordingReader.read(file);

    assertEquals(1_000, summary.collected(LoopTicks.class).ready().count());
    assertEquals(1, summary.problems().size(), summary.problems()::toString);
    String problem = summary.problems().getFirst();
    assertTrue(
        problem.startsWith("1 of 1 muxscope.Connection events could not be used: "), problem);
  }

  @Test
  void saysWhereGarbageBegins() throws IOException {
    byte[] longer = Arrays.copyOf(whole, whole.length + 100);

    String problem = problemOf(write("longer.jfr", longer));

    assertTrue(problem.contains("is damaged: no chunk starts at byte " + whole.length), problem);
  }

  @Test
  void leavesNoTemporaryFiles() throws Exception {
    Path cut = write("cut.jfr", Arrays.copyOf(whole, whole.length - 1));
    Set<String> left = leftBehind(cut);
    // Other processes have theirs there too, but do not begin one during each of many reads.
    for (int i = 0; i < 100 && !left.isEmpty(); i++) {
      left = leftBehind(cut);
    }
    assertEquals(Set.of(), left);
  }

  private static Set<String> leftBehind(Path cut) throws Exception {
    Set<String> before = temporaryFiles();
    RecordingReader.read(cut);
    Set<String> after = temporaryFiles();
    after.removeAll(before);
    return after;
  }

  private static Set<String> temporaryFiles() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("muxscope-") && name.endsWith(".jfr"))
          .collect(java.util.stream.Collectors.toCollection(HashSet::new));
    }
  }

  private static int secondChunk() {
    return (int) ByteBuffer.wrap(whole).getLong(Chunk.SIZE_AT);
  }

  /// What a file's summary or the refusal of it says; empty when all was read.
  private static String problemOf(Path file) {
    try {
      RecordingSummary summary = RecordingReader.read(file);
      Analysis.summarize(summary);
      summary.problems().forEach(each -> assertEquals(1, each.lines().count(), each));
      return String.join("; ", summary.problems());
    } catch (RecordingException e) {
      assertEquals(1, e.getMessage().lines().count(), e::getMessage);
      return e.getMessage();
    }
  }

  private static String messageOf(Path file) {
    String message = messageOf(List.of(file));
    assertTrue(message.startsWith(file.toString()), message);
    return message;
  }

  private static String messageOf(List<Path> files) {
    var exception = assertThrows(RecordingException.class, () -> RecordingReader.read(files));
    assertEquals(1, exception.getMessage().lines().count(), exception::getMessage);
    return exception.getMessage();
  }

  private static Path write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  /// As another version of the server might record it.
  @Name("muxscope.Connection")
  @StackTrace(false)
  static final class OtherConnection extends Event {
    String why = "";
  }
}
