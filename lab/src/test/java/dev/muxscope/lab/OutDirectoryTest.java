package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutDirectoryTest {

  @TempDir Path directory;

  @Test
  void aNewDirectoryIsMade() throws LabException {
    Path wanted = directory.resolve("a/b");
    assertEquals(wanted.resolve("report.html"), OutDirectory.prepare(wanted).report());
    assertTrue(Files.isDirectory(wanted));
  }

  @Test
  void anEmptyDirectoryIsTaken() throws LabException {
    assertEquals(directory, OutDirectory.prepare(directory).directory());
  }

  @Test
  void nothingIsReplacedNeitherAnEarlierResult() throws LabException, IOException {
    OutDirectory earlier = OutDirectory.prepare(directory);
    String results = ResultsJson.write(Samples.results(List.of(), List.of()));
    Files.writeString(earlier.results(), results);
    assertEquals(
        directory + " is not empty, and nothing is replaced: name another with --out",
        assertThrows(LabException.class, () -> OutDirectory.prepare(directory)).getMessage());
    assertEquals(results, Files.readString(earlier.results()));
  }

  @Test
  void whereNoneCanBeMadeTheReasonIsInWords() throws IOException {
    Path wanted = Files.createFile(directory.resolve("file")).resolve("out");
    assertEquals(
        wanted + " cannot be used: Not a directory",
        assertThrows(LabException.class, () -> OutDirectory.prepare(wanted)).getMessage());
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertEquals(
        file + " is a file: name a directory with --out",
        assertThrows(LabException.class, () -> OutDirectory.prepare(file)).getMessage());
  }
}
