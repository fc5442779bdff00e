package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.muxscope.client.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntervalLogTest {

  private static final long START = 1_764_000_000_250L;

  @TempDir Path folder;

  /// What HdrHistogram's own reader finds.
  static List<Histogram> read(Path file) throws IOException {
    var intervals = new ArrayList<Histogram>();
    try (var reader = new HistogramLogReader(file.toFile())) {
      while (reader.hasNext()) {
        intervals.add((Histogram) reader.nextIntervalHistogram());
      }
    }
    return intervals;
  }

  @Test
  void isReadByTheLibrarysReaderWithItsTimes() throws IOException, LoadException {
    Path file = folder.resolve("load.hlog");
    try (var log = IntervalLog.open(new HdrLog(file, Duration.ofSeconds(1)))) {
      log.begin(LoadOptions.defaults(HostPort.defaults()), START);
      log.add(times(1_000, 2_000));
      log.add(times(5_000_000));
      log.endInterval(START + 1000);
      log.endInterval(START + 2000);
      log.add(times(7));
      log.endInterval(START + 2500);
    }
    List<Histogram> intervals = read(file);
    assertEquals(List.of(3L, 0L, 1L), intervals.stream().map(Histogram::getTotalCount).toList());
    assertEquals(
        List.of(START, START + 1000, START + 2000),
        intervals.stream().map(Histogram::getStartTimeStamp).toList());
    assertEquals(START + 2500, intervals.getLast().getEndTimeStamp());
    assertEquals(5e6, intervals.getFirst().getMaxValue(), 5e3);
  }

  @Test
  void knowsWhetherAnIntervalHoldsAnything() throws LoadException {
    Path file = folder.resolve("load.hlog");
    try (var log = IntervalLog.open(new HdrLog(file, Duration.ofSeconds(1)))) {
      log.add(times(1));
      assertFalse(log.isIntervalEmpty());
    }
  }

  private static Histogram times(long... nanos) {
    Histogram histogram = LatencyRecorder.newHistogram();
    for (long each : nanos) {
      histogram.recordValue(each);
    }
    return histogram;
  }
}
