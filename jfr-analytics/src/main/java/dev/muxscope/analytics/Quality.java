package dev.muxscope.analytics;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.util.ArrayList;
import java.util.List;

/// What limits the use of a recording's figures, and what keeps two from being compared.
final class Quality {

  private static final double SHORT_SECONDS = 10;
  private static final double SAME_RATE = 0.02;
  private static final double MANY_LOST = 0.05;
  static final double MOST = 0.8;
  private static final double MUCH_LONGER = 1.1;

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
    long samples = recording.collected(ThreadSamples.class).cpuTime().all().count();
    double lost = RecordingSummary.ratio(run.lostSamples(), samples + run.lostSamples());
    if (lost > MANY_LOST) {
      warnings.add(
          "Of the samples of CPU time, "
              + Values.format(lost, Format.SHARE)
              + " were lost: sampled times are that much too low.");
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

  /// One sentence for each thing that keeps two recordings from being compared.
  static List<String> of(RecordingSummary a, RecordingSummary b) {
    List<String> warnings = new ArrayList<>();
    of(a).forEach(warning -> warnings.add("A: " + warning));
    of(b).forEach(warning -> warnings.add("B: " + warning));
    addLengths(warnings, a, b);
    addRates(warnings, a.requestsPerSecond(), b.requestsPerSecond());
    for (String fact : List.of("JVM", "operating system", "hardware threads", "server version")) {
      addDifference(warnings, fact, a, b);
    }
    return warnings;
  }

  private static void addRates(List<String> warnings, double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      String where =
          Double.isFinite(a) ? "not in B" : Double.isFinite(b) ? "not in A" : "in neither";
      warnings.add(
          "Requests are counted "
              + where
              + ", so nothing is compared per request; counts are those of whole recordings.");
    } else if (Math.abs(a - b) > SAME_RATE * Math.max(a, b)) {
      warnings.add(
          "The request rates differ by more than 2 %: "
              + Values.format(a, Format.NUMBER)
              + " against "
              + Values.format(b, Format.NUMBER)
              + " per second. A cost per request depends on the rate, so these runs do not compare.");
    }
  }

  private static void addLengths(List<String> warnings, RecordingSummary a, RecordingSummary b) {
    double ratio = RecordingSummary.ratio(b.nanos(), a.nanos());
    if (ratio > MUCH_LONGER || ratio < 1 / MUCH_LONGER) {
      warnings.add(
          "One recording is much longer than the other ("
              + Facts.length(a)
              + " against "
              + Facts.length(b)
              + "): counts and longest times grow with the length.");
    }
  }

  private static void addDifference(
      List<String> warnings, String fact, RecordingSummary a, RecordingSummary b) {
    String ofA = a.collected(RunFacts.class).fact(fact);
    String ofB = b.collected(RunFacts.class).fact(fact);
    if (!ofA.equals(ofB) && !ofA.isEmpty() && !ofB.isEmpty()) {
      warnings.add("A and B differ in more than their mode: " + fact + ", see the first table.");
    }
  }
}
