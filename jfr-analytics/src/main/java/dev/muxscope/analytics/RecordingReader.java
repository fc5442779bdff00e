package dev.muxscope.analytics;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads Flight Recorder recordings of any Java application into a [RecordingSummary], in one pass
/// and in memory that does not grow with the number of events.
///
/// What is damaged, cut off or of an unknown version is left out and named by
/// [RecordingSummary#problems()]; the sizes of events are looked at before they are parsed. What a
/// chunk without an end holds (a recording still written, of a killed process, or cut off) is read
/// up to where it is whole. Such a chunk and those beside a damaged one are copied to the temporary
/// folder for it, one at a time.
public final class RecordingReader {

  private RecordingReader() {}

  /// Reads a file, or as one recording the `.jfr` files of a directory, in the order of time.
  ///
  /// @throws RecordingException if nothing of it can be read: it is missing, empty, not a
  ///   recording, or too much damaged
  public static RecordingSummary read(Path path) throws RecordingException {
    return read(List.of(path));
  }

  /// Reads files and directories as one recording, in the order of time. A chunk that is in several
  /// files, as in two dumps of one recording, counts once.
  ///
  /// @param paths at least one
  /// @throws RecordingException if nothing of any of them can be read, or some were recorded at the
  ///   same time: those of two JVMs would mix
  public static RecordingSummary read(List<Path> paths) throws RecordingException {
    RecordingFiles files = new RecordingFiles(paths);
    files.dropBroken();
    files.checkSequence();
    try {
      return readAll(files);
    } catch (IOException | RuntimeException | Error _) {
      // The parser answers damage with whatever goes wrong inside it, InternalError too. What the
      // collectors have until then is thrown away with them.
      files.dropDamaged();
    }
    try {
      return readAll(files);
    } catch (OutOfMemoryError e) {
      throw new RecordingException(
          files.first() + " takes more memory than there is: " + e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      throw new RecordingException(files.first() + " cannot be read: " + e, e);
    }
  }

  private static RecordingSummary readAll(RecordingFiles files) throws IOException {
    Intake intake = new Intake();
    List<String> problems = new ArrayList<>(files.problems());
    for (Chunks file : files.files()) {
      long before = intake.events();
      file.read(intake);
      addMissing(problems, file.file(), files.events(file), intake.events() - before);
    }
    problems.addAll(intake.problems());
    return new RecordingSummary(files.name(), files.first(), files.coverage(), intake, problems);
  }

  // The parser passes over events of a type that the file does not describe.
  private static void addMissing(List<String> problems, Path file, long held, long read) {
    if (read < held) {
      problems.add(
          "%s may be damaged: %s of its %s events are of no type that it describes"
              .formatted(
                  file,
                  Values.format(held - read, Format.COUNT),
                  Values.format(held, Format.COUNT)));
    }
  }
}
