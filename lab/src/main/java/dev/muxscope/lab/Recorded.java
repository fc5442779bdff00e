package dev.muxscope.lab;

import dev.muxscope.analytics.RecordingException;
import dev.muxscope.analytics.RecordingReader;
import dev.muxscope.analytics.RecordingSummary;
import java.nio.file.Path;

/// A recording that was made under load, read.
///
/// @param cell what was recorded
/// @param summary what the recording adds up to
record Recorded(Cell cell, RecordingSummary summary) {

  /// Reads it whole: figures of a part would explain the rest wrongly.
  static Recorded read(Cell cell, Path file) throws LabException {
    try {
      RecordingSummary summary = RecordingReader.read(file);
      if (!summary.problems().isEmpty()) {
        throw new LabException(
            "the recording of " + cell + " failed: " + summary.problems().getFirst());
      }
      return new Recorded(cell, summary);
    } catch (RecordingException e) {
      throw new LabException("the recording of " + cell + " failed: " + e.getMessage(), e);
    }
  }
}
