package dev.muxscope.app;

import dev.muxscope.analytics.RecordingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;

/// A Flight Recorder recording of this process, written to a file when it is closed.
final class ServerRecording implements AutoCloseable {

  private final Recording recording;

  private ServerRecording(Recording recording) {
    this.recording = recording;
  }

  /// Starts to record. Takes 300 to 400 ms.
  ///
  /// @throws IOException if the file cannot be written
  static ServerRecording start(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("cannot record to " + file + ": it is a directory");
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new IOException("cannot record to " + file + ": there is no directory " + parent);
    }
    try {
      RecordingSettings.loadTimedClasses();
      Recording recording = new Recording(RecordingSettings.load());
      recording.setName("muxscope");
      recording.setDestination(file);
      recording.setDumpOnExit(true);
      recording.start();
      return new ServerRecording(recording);
    } catch (IOException e) {
      throw new IOException("cannot record to " + file + ": " + e.getMessage(), e);
    }
  }

  /// Ends the recording and writes the file.
  @Override
  public void close() {
    recording.stop();
    recording.close();
  }
}
