package dev.muxscope.app;

import dev.muxscope.analytics.RecordingException;
import dev.muxscope.analytics.RecordingReader;
import dev.muxscope.analytics.RecordingSummary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The recordings that the operands of `analyze` name, read: one, or two to compare.
///
/// @param list one recording or two
record AnalyzedRecordings(List<RecordingSummary> list) {

  /// Reads what the operands name. What cannot be read of a recording is said on `err`, in a line
  /// for each thing.
  ///
  /// @throws IOException if nothing of one of them can be read
  static AnalyzedRecordings read(Arguments arguments, PrintStream err)
      throws UsageException, IOException {
    List<RecordingSummary> read = new ArrayList<>();
    try {
      for (List<Path> paths : operands(arguments)) {
        RecordingSummary recording = RecordingReader.read(paths);
        recording.problems().forEach(problem -> err.println("muxscope: WARNING: " + problem));
        read.add(recording);
      }
    } catch (RecordingException e) {
      throw new IOException(e.getMessage(), e);
    }
    return new AnalyzedRecordings(List.copyOf(read));
  }

  /// The paths of each recording.
  static List<List<Path>> operands(Arguments arguments) throws UsageException {
    boolean merge = arguments.has("merge");
    int given = arguments.operands().size();
    if (given > 2 && !merge) {
      throw new UsageException(
          "muxscope analyze summarises one recording or compares two, but got "
              + String.join(" ", arguments.operands())
              + ": --merge reads them as one");
    }
    List<Path> paths = paths(arguments);
    return merge ? List.of(paths) : paths.stream().map(List::of).toList();
  }

  /// The files and directories given, one at least.
  static List<Path> paths(Arguments arguments) throws UsageException {
    arguments.expectOperands(1, Integer.MAX_VALUE);
    List<Path> paths = new ArrayList<>();
    for (String operand : arguments.operands()) {
      paths.add(Arguments.path("recording", operand));
    }
    return paths;
  }

  /// 1 if not all of them could be read.
  int exitCode() {
    return list.stream().allMatch(recording -> recording.problems().isEmpty())
        ? Main.FINE
        : Main.FAILED;
  }
}
