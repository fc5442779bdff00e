package dev.muxscope.lab.drill;

import dev.muxscope.lab.LabException;
import dev.muxscope.lab.LoadChild;
import dev.muxscope.lab.ServerChild;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/// Connections that do nothing wrong: a load in a process of its own, with requests on a schedule,
/// whatever comes back, whose response times are logged interval by interval.
///
/// Owned by the drill's thread.
final class Bystanders implements AutoCloseable {

  static final int CONNECTIONS = 20;
  static final int RATE_PER_SECOND = 1_000;

  /// Long enough for a p99 that is not the longest response.
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private static final Duration WARM_UP = Duration.ofMillis(500);

  private final LoadChild load;
  private final Path log;
  private long begunMillis;

  private Bystanders(LoadChild load, Path log) {
    this.load = load;
    this.log = log;
  }

  /// Starts them, and returns when their warm-up is over and what they see counts.
  ///
  /// @param measured how long it counts
  static Bystanders begin(Stage stage, ServerChild server, Duration measured)
      throws LabException, InterruptedException {
    Path log = stage.file("bystanders.hlog");
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--connections", CONNECTIONS + "", "--rate", RATE_PER_SECOND + ""));
    options.addAll(List.of("--hdr", log.toString(), "--hdr-interval", INTERVAL.toMillis() + "ms"));
    LoadChild load = stage.load(server, options, WARM_UP, measured);
    Bystanders bystanders = new Bystanders(load, log);
    try {
      load.awaitMeasuring();
      bystanders.begunMillis = System.currentTimeMillis();
      return bystanders;
    } catch (LabException | InterruptedException e) {
      bystanders.close();
      throw e;
    }
  }

  /// Seconds since they began.
  double now() {
    return (System.currentTimeMillis() - begunMillis) / 1e3;
  }

  /// Sleeps until some time after they began.
  void sleepUntil(Duration sinceBegin) throws InterruptedException {
    long millis = begunMillis + sinceBegin.toMillis() - System.currentTimeMillis();
    Thread.sleep(Math.max(0, millis));
  }

  /// Waits until they have ended, and returns what they saw.
  ///
  /// @param mode of the server
  List<Timeline.Interval> awaitEnd(Stage stage, String mode)
      throws LabException, InterruptedException {
    stage.result(mode, load);
    try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
      List<Timeline.Interval> intervals = new ArrayList<>();
      while (reader.hasNext()) {
        if (reader.nextIntervalHistogram() instanceof Histogram histogram) {
          intervals.add(
              new Timeline.Interval(
                  (histogram.getStartTimeStamp() - begunMillis) / 1e3,
                  (histogram.getEndTimeStamp() - begunMillis) / 1e3,
                  histogram));
        }
      }
      return intervals;
    } catch (FileNotFoundException e) {
      throw new LabException("the bystanders left no log of their response times", e);
    }
  }

  @Override
  public void close() {
    load.close();
  }
}
