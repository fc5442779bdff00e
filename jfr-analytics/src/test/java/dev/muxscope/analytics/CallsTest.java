package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.analytics.advice.Evidence;
import dev.muxscope.analytics.advice.Fact;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallsTest {

  private static final int EARLIER = 50;
  private static final int CALLS = 30;

  @TempDir Path directory;

  private static void counted() {}

  private static void call(int times) {
    for (int i = 0; i < times; i++) {
      counted();
    }
  }

  private static Recording start() {
    return start("everyChunk");
  }

  private static Recording start(String period) {
    return start(CallsTest.class.getName() + "::counted", period);
  }

  private static Recording start(String filter, String period) {
    Recording recording = new Recording();
    recording.enable("jdk.MethodTiming").with("filter", filter).with("period", period);
    recording.enable("jdk.ActiveRecording");
    recording.start();
    return recording;
  }

  private double countIn(Recording recording) throws Exception {
    Path file = directory.resolve(recording.getName() + ".jfr");
    recording.stop();
    recording.dump(file);
    return Calls.of(RecordingReader.read(file), "CallsTest.counted").count();
  }

  // As of a service that was started again: each counts from 0.
  @Test
  void areThoseOfAllRecordingsThatFollowOneAnother() throws Exception {
    Path first = recordCalls("first", CALLS);
    Path second = recordCalls("second", CALLS + 10);

    RecordingSummary both = RecordingReader.read(List.of(first, second));

    assertEquals(2 * CALLS + 10, Calls.of(both, "CallsTest.counted").count());
  }

  private Path recordCalls(String name, int calls) throws Exception {
    Path file = directory.resolve(name + ".jfr");
    try (Recording recording = start("endChunk")) {
      call(calls);
      recording.stop();
      recording.dump(file);
    }
    return file;
  }

  @Test
  void areNotKnownOfMethodsThatWereNotTimed() throws Exception {
    Evidence seen = AdviceEvidence.of(RecordingReader.read(recordCalls("own", CALLS)));

    assertTrue(Double.isNaN(seen.of(Fact.READS)));
  }

  @Test
  void areNoneOfATimedClassThatWasNeverLoaded() throws Exception {
    Path file = directory.resolve("netty.jfr");
    try (Recording recording = new Recording()) {
      recording
          .enable("jdk.MethodTiming")
          .with("filter", "io.netty.channel.unix.Socket::recv")
          .with("period", "endChunk");
      recording.enable("jdk.ActiveSetting");
      recording.start();
      recording.stop();
      recording.dump(file);
    }
    Evidence seen = AdviceEvidence.of(RecordingReader.read(file));

    assertEquals(0, seen.of(Fact.READS));
    assertTrue(Double.isNaN(seen.of(Fact.SELECTS)));
  }

  // Each loader's class is counted for itself, and both are in one event each.
  @Test
  void areThoseOfAllClassesOfOneName() throws Exception {
    Path file = directory.resolve("twice.jfr");
    // A class that was unloaded before the chunk's end would not be in the event.
    List<Runnable> loaded = new ArrayList<>();
    try (Recording recording = start(Counted.class.getName() + "::run", "endChunk")) {
      for (int calls : List.of(CALLS, CALLS + 10)) {
        Runnable counted = new Loader().define();
        loaded.add(counted);
        for (int i = 0; i < calls; i++) {
          counted.run();
        }
      }
      recording.stop();
      Reference.reachabilityFence(loaded);
      recording.dump(file);
    }

    RecordingSummary read = RecordingReader.read(file);
    assertEquals(2 * CALLS + 10, Calls.of(read, "CallsTest$Counted.run").count());
  }

  /// A class to be defined anew.
  public static final class Counted implements Runnable {

    @Override
    public void run() {}
  }

  private static final class Loader extends ClassLoader {

    private Runnable define() throws Exception {
      String name = Counted.class.getName();
      byte[] bytes;
      try (var file = CallsTest.class.getResourceAsStream("CallsTest$Counted.class")) {
        bytes = file.readAllBytes();
      }
      return (Runnable)
          defineClass(name, bytes, 0, bytes.length).getDeclaredConstructor().newInstance();
    }
  }

  // Reads in even seconds, writes in odd ones, ten each.
  @Test
  void areAddedUpBeforeTheUsualSecondIsTaken() {
    RecordingSummary recording = MadeUpRun.of("").withRate(0).recording();
    MethodTimings timings = recording.collected(MethodTimings.class);
    for (int i = 0; i <= 32; i++) {
      long time = MadeUpRun.START + i * MadeUpRun.SECOND;
      timings.timing("read", MethodTimings.READS).calls().add(time, 10 * (i / 2));
      timings.timing("write", MethodTimings.WRITES).calls().add(time, 10 * ((i + 1) / 2));
    }

    List<Object> all = JvmRows.calls(recording).getLast();
    assertEquals(List.of(JvmRows.ALL_CALLS, 320L), all.subList(0, 2));
    assertEquals(10.0, all.get(3));
  }

  // As default settings count: at a chunk's end alone.
  @Test
  void areNotKnownFromOneCountThatBeganBefore() throws Exception {
    try (Recording earlier = start("endChunk")) {
      call(EARLIER);
      Thread.sleep(1_500);
      try (Recording later = start("endChunk")) {
        call(CALLS);
        assertEquals(Double.NaN, countIn(later));
      }
      assertEquals(EARLIER + CALLS, countIn(earlier));
    }
  }

  // What a file has of an earlier recording's counts is the same as after its first chunks were
  // dropped: their sum is in all that follow.
  @Test
  void areThoseOfTheFileAlone() throws Exception {
    try (Recording earlier = start()) {
      call(EARLIER);
      Thread.sleep(1_500);
      try (Recording later = start()) {
        call(CALLS);
        assertEquals(CALLS, countIn(later));
      }
      assertEquals(EARLIER + CALLS, countIn(earlier));
    }
  }
}
