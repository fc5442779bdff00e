package dev.muxscope.analytics;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.List;

/// What limits the use of a recording's figures. [Comparability] says what keeps two from being
/// compared.
final class Quality {

  private static final double SHORT_SECONDS = 10;
  private static final double MANY_LOST = 0.05;
  static final double MOST = 0.8;

  // A twentieth of the time shows in the 95th percentile.
  static final double OFTEN_THROTTLED = 0.05;

  static final double SOME_FOREIGN = 0.1;
  static final double FULL = 0.9;

  private Quality() {}

  /// One sentence for each thing that limits a recording.
  static List<String> of(RecordingSummary recording) {
    List<String> warnings = new ArrayList<>();
    recording.problems().forEach(each -> warnings.add("Not all could be read: " + each + "."));
    double seconds = recording.nanos() / 1e9;
    if (seconds < SHORT_SECONDS) {
      warnings.add(
          "The recording is only "
              + Facts.length(recording)
              + " long: start-up and chance weigh heavily in it; record 10 s or more.");
    }
    addLosses(warnings, recording);
    addForeignLoad(warnings, recording);
    addThrottling(warnings, recording);
    addThreads(warnings, recording);
    addCounters(warnings, recording);
    return warnings;
  }

  private static void addLosses(List<String> warnings, RecordingSummary recording) {
    RunFacts run = recording.collected(RunFacts.class);
    if (run.lostBytes() > 0) {
      warnings.add(
          "The recorder lost "
              + Values.format(run.lostBytes(), Format.BYTES)
              + " of events: sums of events are too low.");
    }
    double lost = lostSamples(recording);
    if (lost > MANY_LOST) {
      warnings.add(
          "Of the samples of CPU time, "
              + Values.format(lost, Format.SHARE)
              + " were lost: sampled times are that much too low.");
    }
  }

  /// The share of the samples of processor time that were lost; `NaN` where none were due.
  static double lostSamples(RecordingSummary recording) {
    long taken = recording.collected(ThreadSamples.class).cpuTime().all().count();
    long lost = recording.collected(RunFacts.class).lostSamples();
    return RecordingSummary.ratio(lost, taken + lost);
  }

  private static void addForeignLoad(List<String> warnings, RecordingSummary recording) {
    Surroundings load = recording.collected(Surroundings.class);
    double foreign = load.foreignLoad();
    if (isCrowded(foreign, load.ownLoad())) {
      warnings.add(
          "Other processes used "
              + Values.format(foreign, Format.SHARE)
              + " of the machine's processors, and with this one they were as good as full: times"
              + " include waiting for them, a load generator's too.");
    }
  }

  /// Whether other processes leave too few processors for times to be this one's own: they use
  /// some, and nothing is left over.
  ///
  /// @param foreign the share of the machine's processors that they use
  /// @param own the share that this process uses
  static boolean isCrowded(double foreign, double own) {
    return foreign >= SOME_FOREIGN && foreign + own >= FULL;
  }

  private static void addThrottling(List<String> warnings, RecordingSummary recording) {
    double throttled = recording.collected(Processors.class).throttled();
    if (throttled >= OFTEN_THROTTLED) {
      warnings.add(
          "The container's CPU quota was used up in "
              + Values.format(throttled, Format.SHARE)
              + " of its periods: times include waiting for the next one, whatever processors were"
              + " free.");
    }
  }

  private static void addThreads(List<String> warnings, RecordingSummary recording) {
    if (recording.collected(ThreadLoads.class).isOverflown()
        || recording.collected(BlockingCalls.class).isOverflown()) {
      warnings.add(
          "More than "
              + Values.format(Capped.MOST, Format.COUNT)
              + " platform threads ran or were blocked: figures of threads, such as how busy event"
              + " loops and carriers were, are those of the first so many.");
    }
  }

  private static void addCounters(List<String> warnings, RecordingSummary recording) {
    Series requests = recording.requestSeries();
    double counted = RecordingSummary.ratio(requests.last() - requests.first(), recording.nanos());
    if (requests.isEmpty()) {
      return;
    }
    if (requests.total() == 0) {
      warnings.add("No request was counted, so nothing is told per request.");
    } else if (counted < MOST) {
      warnings.add(
          "Requests were counted during "
              + Values.format(counted, Format.SHARE)
              + " of the recording: figures per request that are summed over all of it are too"
              + " high.");
    }
  }
}
