package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

  @Test
  void whatCanBeRunInSomeFolderExists(@TempDir Path folder) throws IOException {
    Path program = Files.createFile(folder.resolve("program"));
    Files.createFile(folder.resolve("text"));
    assertTrue(program.toFile().setExecutable(true));
    String path = File.pathSeparator + "/no such folder" + File.pathSeparator + folder;
    assertTrue(Programs.exists("program", path));
    assertFalse(Programs.exists("text", path));
    assertFalse(Programs.exists("other", path));
    assertFalse(Programs.exists("program", ""));
  }
}
