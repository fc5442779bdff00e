package dev.muxscope.app;

import dev.muxscope.analytics.RecordingException;
import dev.muxscope.analytics.RecordingReader;
import dev.muxscope.analytics.RecordingSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The recordings that the operands of `analyze` name, read: one, or two to compare.
///
/// @param list one recording or two
record AnalyzedRecordings(List<RecordingSummary> list) {

  /// Reads what the operands name.
  ///
  /// @throws IOException if nothing of one of them can be read
  static AnalyzedRecordings read(Arguments arguments) throws UsageException, IOException {
    List<RecordingSummary> read = new ArrayList<>();
    try {
      for (List<Path> paths : operands(arguments)) {
        read.add(RecordingReader.read(paths));
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

  /// What could not be read of them.
  List<String> problems() {
    return list.stream().flatMap(recording -> recording.problems().stream()).toList();
  }

  /// 1 if not all of them could be read.
  int exitCode() {
    return problems().isEmpty() ? Main.FINE : Main.FAILED;
  }
}
