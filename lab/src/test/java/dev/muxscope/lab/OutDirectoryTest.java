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
  void anEmptyDirectoryAndAnEarlierResultAreTaken() throws LabException, IOException {
    OutDirectory out = OutDirectory.prepare(directory);
    Files.writeString(out.results(), ResultsJson.write(Samples.results(List.of(), List.of())));
    assertEquals(out, OutDirectory.prepare(directory));
  }

  @Test
  void otherPeoplesFilesAreLeftAlone() throws IOException {
    Path letter = Files.writeString(directory.resolve("results.json"), "{\"mine\": 1}");
    String message =
        assertThrows(LabException.class, () -> OutDirectory.prepare(directory)).getMessage();
    assertEquals(
        directory + " is not empty and holds no result of the lab: name another with --out",
        message);
    assertEquals("{\"mine\": 1}", Files.readString(letter));
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertEquals(
        file + " is a file: name a directory with --out",
        assertThrows(LabException.class, () -> OutDirectory.prepare(file)).getMessage());
  }
}
