package dev.muxscope.conformance;

import java.nio.file.Path;

/// A recording of an application that knows nothing of Muxscope.
///
/// @param app what ran
/// @param settings what it was recorded with
/// @param jdk the feature release it ran on
/// @param file the recording
/// @param requests how many requests it has answered, all while it was recorded
/// @param connections how many connections it had
record ForeignRecording(
    ForeignApp app, ForeignSettings settings, int jdk, Path file, long requests, int connections) {

  @Override
  public String toString() {
    return app + " recorded with " + settings + " on JDK " + jdk;
  }
}
