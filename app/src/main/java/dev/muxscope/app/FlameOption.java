package dev.muxscope.app;

import dev.muxscope.analytics.Analysis;
import dev.muxscope.analytics.FlameKind;
import dev.muxscope.analytics.RecordingSummary;
import dev.muxscope.report.Report;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// `analyze --flame FILE`: flame graphs and nothing else.
final class FlameOption {

  static final Option FILE =
      Option.of("flame", "FILE", "", "writes only the flame graphs there, as one HTML file");
  static final Option KIND =
      Option.of("flame-kind", "KIND", "", "of these, only that of cpu, allocation or blocking");

  private FlameOption() {}

  static boolean isGiven(Arguments arguments) {
    return arguments.has(FILE.name()) || arguments.has(KIND.name());
  }

  /// What makes a report of the graphs asked for.
  ///
  /// @throws UsageException if there is no such kind
  static Function<List<RecordingSummary>, Report> maker(Arguments arguments) throws UsageException {
    if (!arguments.has(FILE.name())) {
      throw new UsageException("--flame-kind goes with --flame FILE");
    }
    Set<FlameKind> kinds =
        arguments.has(KIND.name())
            ? EnumSet.of(arguments.choice(KIND.name(), FlameKind.class))
            : EnumSet.allOf(FlameKind.class);
    return recordings -> Analysis.flames(recordings, kinds);
  }
}
