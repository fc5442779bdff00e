package dev.muxscope.client.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muxscope.client.FileErrors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/// A log in HdrHistogram's own format, version 2, as its tools read it: an interval a line, with
/// the time since the log's start in seconds, its length in seconds, its maximum in milliseconds,
/// and its histogram in nanoseconds.
///
/// Owned by the thread that gathers the results.
final class IntervalLog implements AutoCloseable {

  private final HdrLog log;
  private final PrintStream out;
  private final HistogramLogWriter writer;
  private final Histogram interval = LatencyRecorder.newHistogram();

  private IntervalLog(HdrLog log, PrintStream out) {
    this.log = log;
    this.out = out;
    this.writer = new HistogramLogWriter(out);
  }

  /// @throws LoadException when the file cannot be written
  static IntervalLog open(HdrLog log) throws LoadException {
    try {
      var file = new BufferedOutputStream(Files.newOutputStream(log.file()));
      return new IntervalLog(log, new PrintStream(file, false, UTF_8));
    } catch (IOException e) {
      throw new LoadException("cannot write " + log.file() + ": " + FileErrors.reason(e));
    }
  }

  /// Writes what stands before the intervals.
  ///
  /// @param startEpochMillis when the first interval begins
  void begin(LoadOptions options, long startEpochMillis) {
    writer.outputComment("[muxscope load " + options.target() + ": response times]");
    writer.outputLogFormatVersion();
    writer.outputStartTime(startEpochMillis);
    writer.outputBaseTime(startEpochMillis);
    writer.setBaseTime(startEpochMillis);
    writer.outputLegend();
    interval.setStartTimeStamp(startEpochMillis);
  }

  void add(Histogram part) {
    interval.add(part);
  }

  /// Writes the interval that is over, and begins the next.
  ///
  /// @throws LoadException when the file cannot be written
  void endInterval(long epochMillis) throws LoadException {
    interval.setEndTimeStamp(epochMillis);
    writer.outputIntervalHistogram(interval);
    interval.reset();
    interval.setStartTimeStamp(epochMillis);
    if (out.checkError()) {
      throw new LoadException("cannot write " + log.file() + ": is the disk full?");
    }
  }

  boolean isIntervalEmpty() {
    return interval.getTotalCount() == 0;
  }

  @Override
  public void close() {
    out.close();
  }
}
