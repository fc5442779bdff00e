package dev.muxscope.analytics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files of one recording as files that the JDK's parser reads from end to end: those that are
/// whole and of one JVM as they are, and of the others, and of those that partly repeat another,
/// each readable chunk as a temporary file. Owned by one thread.
public final class RecordingParts implements AutoCloseable {

  private final List<Path> files = new ArrayList<>();
  private final List<String> problems;
  private final List<ChunkCopy> copies = new ArrayList<>();

  private RecordingParts(List<String> problems) {
    this.problems = List.copyOf(problems);
  }

  /// Looks into files and directories, by the headers of chunks alone.
  ///
  /// @param paths of one recording
  /// @throws RecordingException if there is nothing that could be read
  public static RecordingParts of(List<Path> paths) throws RecordingException {
    RecordingFiles found = new RecordingFiles(paths);
    RecordingParts parts = new RecordingParts(found.problems());
    try {
      for (Chunks file : found.files()) {
        parts.add(file);
      }
      return parts;
    } catch (IOException e) {
      parts.close();
      throw new RecordingException("a recording cannot be read: " + RecordingFiles.reason(e), e);
    }
  }

  private void add(Chunks file) throws IOException {
    if (file.isReadInPlace()) {
      files.add(file.file());
      return;
    }
    for (Chunk chunk : file.list()) {
      ChunkCopy copy = ChunkCopy.of(file.file(), chunk);
      copies.add(copy);
      files.add(copy.path());
    }
  }

  /// The files to read, in the order of time.
  public List<Path> files() {
    return List.copyOf(files);
  }

  /// What of the recording cannot be read, a sentence for each thing; none if all can.
  public List<String> problems() {
    return problems;
  }

  /// Deletes the temporary files.
  @Override
  public void close() {
    for (ChunkCopy copy : copies) {
      try {
        copy.close();
      } catch (IOException _) {
        // It is deleted when the process ends.
      }
    }
  }
}
