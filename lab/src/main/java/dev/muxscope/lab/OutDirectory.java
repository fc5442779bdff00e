package dev.muxscope.lab;

import dev.muxscope.client.FileErrors;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the results go. What is there already is never touched: hours of measuring are not
/// replaced because a name is used twice.
///
/// @param directory exists and can be written to
public record OutDirectory(Path directory) {

  /// Makes the directory, or takes an empty one.
  ///
  /// @throws LabException if it is neither
  public static OutDirectory prepare(Path directory) throws LabException {
    try {
      if (Files.exists(directory) && !Files.isDirectory(directory)) {
        throw new LabException(directory + " is a file: name a directory with --out");
      }
      Files.createDirectories(directory);
      if (!isEmpty(directory)) {
        throw new LabException(
            directory + " is not empty, and nothing is replaced: name another with --out");
      }
      if (!Files.isWritable(directory)) {
        throw new LabException(directory + " cannot be written to: name another with --out");
      }
      return new OutDirectory(directory);
    } catch (IOException e) {
      throw new LabException(directory + " cannot be used: " + FileErrors.reason(e), e);
    }
  }

  /// Takes a directory that holds a result of the lab's.
  ///
  /// @throws LabException if there is none
  static OutDirectory withResults(Path directory) throws LabException {
    OutDirectory out = new OutDirectory(directory);
    if (!Files.isRegularFile(out.results())) {
      throw new LabException(
          directory + " holds no results.json: name the directory of a lab's results");
    }
    return out;
  }

  /// Reads the results.
  ///
  /// @param launcher of the image for what is measured from now on
  /// @throws LabException if they cannot be read
  Results read(Path launcher) throws LabException {
    try {
      return ResultsJson.read(Files.readString(results()), this, launcher);
    } catch (IOException e) {
      throw new LabException(results() + " cannot be read: " + FileErrors.reason(e), e);
    }
  }

  Path results() {
    return directory.resolve("results.json");
  }

  public Path report() {
    return directory.resolve("report.html");
  }

  /// Where the recording of a cell goes, as `select-1024.jfr`.
  Path recording(Cell cell) {
    String mode = cell.mode().replace('#', '-');
    return directory.resolve(mode + "-" + cell.at().connections() + ".jfr");
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }
}
