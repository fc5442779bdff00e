package dev.muxscope.lab.drill;

import dev.muxscope.lab.Environment;
import dev.muxscope.report.Paragraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Made-up figures.
final class Samples {

  private static final int PER_INTERVAL = 100;

  private Samples() {}

  /// Twelve intervals of half a second, with a fault from second 2 to 4; every response of an
  /// interval takes as long as all others.
  ///
  /// @param quietMillis without the fault
  /// @param faultMillis of each of the four intervals with it
  static Timeline timeline(String mode, double quietMillis, double... faultMillis) {
    List<Timeline.Interval> intervals = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      boolean fault = i >= 4 && i < 8;
      double millis = fault ? faultMillis[Math.min(i - 4, faultMillis.length - 1)] : quietMillis;
      intervals.add(interval(i / 2.0, millis, PER_INTERVAL));
    }
    return new Timeline(mode, intervals, 2, 4);
  }

  static Timeline.Interval interval(double begin, double millis, int responses) {
    Timeline.Interval interval = new Timeline.Interval(begin, begin + 0.5, Timeline.histogram());
    interval.nanos().recordValueWithCount((long) (millis * 1e6), responses);
    return interval;
  }

  static Footprint footprint(double second, double cpuMillis, double mebibytes) {
    return new Footprint((long) (second * 1e9), cpuMillis * 1e6, mebibytes * (1 << 20));
  }

  static DrillOptions options() {
    return new DrillOptions(
        "cpu-hog", List.of("select", "threads"), Path.of("out"), Path.of("muxscope"));
  }

  static DrillReport report(Conclusion... conclusions) {
    Lesson lesson = new Lesson("cpu-hog", "a title", "a question?", "a hypothesis", "a metric");
    Timeline timeline = timeline("select", 1, 2);
    Seen seen =
        new Seen(
            List.of(TimelineBlocks.chart(List.of(timeline), "fault"), Paragraph.plain("a note")),
            List.of(TimelineBlocks.bySecond(List.of(timeline))),
            List.of(conclusions));
    return new DrillReport(
        options(),
        lesson,
        new Environment(Map.of("pinning", "none")),
        Map.of("threads", List.of("it was late")),
        seen);
  }

  static Conclusion conclusion(Holding holding) {
    return new Conclusion("select", "it waits", holding, "It waited for 1 s.");
  }
}
