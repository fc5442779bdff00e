package dev.muxscope.lab;

import dev.muxscope.analytics.RecordingException;
import dev.muxscope.analytics.RecordingReader;
import dev.muxscope.analytics.RecordingSummary;
import java.nio.file.Path;

/// A recording that was made under load, read.
///
/// @param cell what was recorded
/// @param summary what the recording adds up to
/// @param refusal why the load was not the one that was asked for; empty if it was
record Recorded(Cell cell, RecordingSummary summary, String refusal) {

  /// Reads it whole: figures of a part would explain the rest wrongly.
  static Recorded read(Cell cell, Path file, String refusal) throws LabException {
    try {
      RecordingSummary summary = RecordingReader.read(file);
      if (!summary.problems().isEmpty()) {
        throw new LabException(
            "the recording of " + cell + " failed: " + summary.problems().getFirst());
      }
      return new Recorded(cell, summary, refusal);
    } catch (RecordingException e) {
      throw new LabException("the recording of " + cell + " failed: " + e.getMessage(), e);
    }
  }
}
