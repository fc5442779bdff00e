package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveReaderTest {

  private static final int MILLIS = 50;

  /// A sleep may seem a little shorter by the recording's clock.
  private static final Duration LEAST = Duration.ofMillis(40);

  @TempDir Path directory;
  @TempDir Path repository;

  @Test
  void doesNotBeginWithAWaitThatBeganBeforeIt() throws Exception {
    RecordedEvent sleep = recordSleep();
    Instant start = sleep.getEndTime();
    LiveReader reader = LiveReader.start("live", repository, start, _ -> {});
    reader.close();

    reader.accept(sleep);

    assertEquals(start, reader.summary().start());
  }

  private RecordedEvent recordSleep() throws Exception {
    Path file = directory.resolve("sleep.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ThreadSleep").withThreshold(LEAST);
      recording.start();
      Thread.sleep(MILLIS);
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).getFirst();
  }
}
