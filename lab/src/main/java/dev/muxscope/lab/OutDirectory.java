package dev.muxscope.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/// Where the results go. What is there and is no result of the lab's is never touched.
///
/// @param directory exists and can be written to
public record OutDirectory(Path directory) {

  /// Makes the directory, or takes an empty one or one that holds a result of the lab's.
  ///
  /// @throws LabException if it is neither
  static OutDirectory prepare(Path directory) throws LabException {
    return prepare(directory, "results.json", ResultsJson::isResult);
  }

  /// Makes the directory, or takes an empty one or one that holds a result of the same kind.
  ///
  /// @param results the name of the file by which a result is known
  /// @param isResult whether the text of that file is such a result
  /// @throws LabException if it is neither
  public static OutDirectory prepare(Path directory, String results, Predicate<String> isResult)
      throws LabException {
    try {
      if (Files.exists(directory) && !Files.isDirectory(directory)) {
        throw new LabException(directory + " is a file: name a directory with --out");
      }
      if (Files.isDirectory(directory) && !isEmpty(directory) && !holdsResult(directory.resolve(results), isResult)) {
        throw new LabException(
            directory + " is not empty and holds no result of the lab: name another with --out");
      }
      Files.createDirectories(directory);
      if (!Files.isWritable(directory)) {
        throw new LabException(directory + " cannot be written to: name another with --out");
      }
      return new OutDirectory(directory);
    } catch (IOException | UncheckedIOException e) {
      throw new LabException(directory + " cannot be used: " + e, e);
    }
  }

  Path results() {
    return directory.resolve("results.json");
  }

  public Path report() {
    return directory.resolve("report.html");
  }

  Path recording(String mode) {
    return directory.resolve(mode + ".jfr");
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }

  private static boolean holdsResult(Path results, Predicate<String> isResult) throws IOException {
    return Files.isRegularFile(results) && isResult.test(Files.readString(results));
  }
}
