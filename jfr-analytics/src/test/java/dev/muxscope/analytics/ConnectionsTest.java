package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {

  private static final long SECOND = MadeUpRun.SECOND;

  @TempDir Path directory;

  /// The server's event is made when a connection closes, and never begun.
  @Test
  void areOpenForTheirLifetimeUntilTheyClose() throws Exception {
    RecordedEvent closing = closing(12 * SECOND);
    long closed = Series.nanos(closing.getEndTime());
    long[] edges = LongStream.rangeClosed(-15, 2).map(i -> closed + i * SECOND).toArray();
    Intake intake = new Intake();
    intake.begin(List.of(closing.getEventType()));
    intake.accept(closing);
    Coverage coverage = new Coverage(edges[0], edges[edges.length - 1], List.of());
    RecordingSummary recording =
        new RecordingSummary("a", Path.of("a.jfr"), coverage, intake, List.of());
    for (long edge : edges) {
      boolean open = closed - 12 * SECOND < edge && edge <= closed;
      recording.collected(IoCounters.class).open().add(edge, open ? 1 : 0);
    }

    double[] active = new BySecond(recording, edges).activeConnectionSeconds();
    assertEquals(12, Arrays.stream(active).sum(), 1e-6);
  }

  private RecordedEvent closing(long lifetime) throws Exception {
    Path file = directory.resolve("closed.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(Events.Connection.class);
      recording.start();
      var closed = new Events.Connection();
      closed.lifetime = lifetime;
      closed.requests = 5;
      closed.commit();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).getFirst();
  }
}
