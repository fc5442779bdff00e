package dev.muxscope.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class FileErrorsTest {

  @TempDir Path folder;

  @Test
  void saysInWordsWhatTheJdkSaysByItsClasses() throws IOException {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {-1, -2});
    assertEquals(
        "there is no such file or directory", reason(() -> Files.readString(folder.resolve("no"))));
    assertEquals("it exists already", reason(() -> Files.createFile(binary)));
    assertEquals("Is a directory", reason(() -> Files.writeString(folder, "")));
    assertEquals("it is no text in UTF-8", reason(() -> Files.readString(binary)));
    assertEquals(
        "permission denied", FileErrors.reason(new AccessDeniedException(binary.toString())));
    assertEquals(
        "No space left on device", FileErrors.reason(new IOException("No space left on device")));
  }

  @Test
  void namesTheFileWhereTheExceptionDoes() {
    Path file = folder.resolve("no");
    assertEquals(
        file + ": there is no such file or directory",
        FileErrors.describe(assertThrows(IOException.class, () -> Files.readString(file))));
    assertEquals("Connection reset", FileErrors.describe(new IOException("Connection reset")));
  }

  @Test
  void saysBeforeWritingWhatKeepsAFileFromIt() {
    Path none = folder.resolve("none");
    assertEquals("", FileErrors.obstacle(none));
    assertEquals("it is a directory", FileErrors.obstacle(folder));
    assertEquals("there is no directory " + none, FileErrors.obstacle(none.resolve("file")));
  }

  private static String reason(Executable action) {
    return FileErrors.reason(assertThrows(IOException.class, action));
  }
}
