package dev.muxscope.app;

import dev.muxscope.analytics.RecordingSettings;
import dev.muxscope.client.FileErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/// A Flight Recorder recording of this process, written to a file when it is closed. Owned by one
/// thread.
final class ServerRecording implements AutoCloseable {

  private final Recording recording;
  private Optional<Path> file = Optional.empty();

  private ServerRecording(Recording recording) {
    this.recording = recording;
  }

  /// Starts to record. Takes 300 to 400 ms.
  ///
  /// @throws IOException if the settings cannot be read
  static ServerRecording start() throws IOException {
    RecordingSettings.loadTimedClasses();
    Recording recording = new Recording(RecordingSettings.load());
    recording.setName("muxscope");
    recording.start();
    return new ServerRecording(recording);
  }

  /// From now on the recording replaces `file` when it ends. Before, a server that cannot start
  /// leaves what was there.
  ///
  /// @throws IOException if the file cannot be written
  void keepIn(Path file) throws IOException {
    try {
      recording.setDestination(file);
    } catch (IOException e) {
      throw failure(file, e);
    }
    recording.setDumpOnExit(true);
    this.file = Optional.of(file);
  }

  /// Ends the recording and writes the file, if it is to be kept. One that was stopped from outside
  /// was written then.
  ///
  /// @throws IOException if the file cannot be written
  @Override
  public void close() throws IOException {
    try (recording) {
      if (recording.getState() != RecordingState.RUNNING) {
        return;
      }
      // Of a recording with a destination, a failure to write it is only logged.
      recording.setDestination(null);
      recording.stop();
      if (file.isPresent()) {
        recording.dump(file.get());
      }
    } catch (IOException e) {
      throw failure(file.orElseThrow(), e);
    }
  }

  private static IOException failure(Path file, IOException e) {
    return new IOException("cannot record to " + file + ": " + FileErrors.reason(e), e);
  }
}
