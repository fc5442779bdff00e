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

  static Recorded read(Cell cell, Path file) throws LabException {
    try {
      return new Recorded(cell, RecordingReader.read(file));
    } catch (RecordingException e) {
      throw new LabException("the recording of " + cell + " failed: " + e.getMessage(), e);
    }
  }
}
