package dev.muxscope.analytics.advice;

import dev.muxscope.report.Estimate;
import dev.muxscope.report.Table.Format;
import java.util.List;

/// What was concluded from [Evidence].
///
/// Immutable.
///
/// @param verdict what it comes down to
/// @param reasons the sentences, those that decide first
/// @param changes what would change, as far as it can be foretold
/// @param toRecord what would have to be recorded to say more, one sentence each
record Advice(Verdict verdict, List<Reason> reasons, List<Change> changes, List<String> toRecord) {

  Advice {
    reasons = List.copyOf(reasons);
    changes = List.copyOf(changes);
    toRecord = List.copyOf(toRecord);
  }

  /// A figure as it is, and as it is foretold to be.
  ///
  /// @param what as `stacks and buffers`
  /// @param format of the figures
  /// @param now measured or estimated
  /// @param virtual with a virtual thread for each connection
  /// @param multiplexed with event loops
  /// @param basis what the figures rest on
  record Change(
      String what,
      Format format,
      Estimate now,
      Estimate virtual,
      Estimate multiplexed,
      String basis) {}
}
