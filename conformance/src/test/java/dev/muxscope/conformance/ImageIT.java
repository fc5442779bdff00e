package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The image as a thing on a disk.
class ImageIT {

  /// What one wants to download and copy: the JVM, DuckDB and all else together.
  private static final long MOST_BYTES = 60_000_000;

  private static final Path HOME = Program.launcher().toAbsolutePath().getParent().getParent();

  @TempDir Path folder;

  @Test
  void startsThroughLinksFromAFolderWithBlanks() throws IOException, InterruptedException {
    Path blanks = Files.createDirectory(folder.resolve("a folder with blanks"));
    Path image = Files.createSymbolicLink(blanks.resolve("the image"), HOME);
    Path link =
        Files.createSymbolicLink(blanks.resolve("mux"), Path.of("the image", "bin", "muxscope"));
    for (Path launcher : List.of(image.resolve("bin").resolve("muxscope"), link)) {
      Program.Result result = Program.run(List.of(launcher.toString(), "--version"));
      assertTrue(result.out().startsWith("muxscope "), result::out);
      assertEquals(0, result.exitCode(), result::err);
    }
  }

  @Test
  void keepsItsArgumentsAsTheyAre() throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.muxscope(Mode.SELECT)) {
      String target = "127.0.0.1:" + server.address().getPort();
      Program.Result result = Program.muxscope("client", target, "--", "ECHO", "a  b' $HOME *");
      assertEquals("a  b' $HOME *", result.out().strip());
      assertEquals(0, result.exitCode(), result::err);
    }
  }

  @Test
  void startsFromItsClassArchive() throws IOException, InterruptedException {
    Program.Result result =
        Program.run(
            List.of(
                HOME.resolve("bin").resolve("java").toString(),
                "@" + HOME.resolve("lib").resolve("jvm.args"),
                "-Xshare:on",
                "-Xlog:class+load",
                "--module",
                "dev.muxscope.app/dev.muxscope.app.Main",
                "--version"));
    assertTrue(
        result.out().lines().anyMatch(line -> line.contains("app.Main source: shared")),
        "the archive lacks Muxscope's own classes");
  }

  @Test
  void readsRecordingsAndIsPackedBeside() throws IOException, InterruptedException {
    String jfr = HOME.resolve("bin").resolve("jfr").toString();
    assertEquals(0, Program.run(List.of(jfr, "--version")).exitCode());
    assertTrue(Files.exists(HOME.resolve("lib").resolve("jfr").resolve("muxscope.jfc")));
    Path packed = HOME.resolveSibling("muxscope.tar.gz");
    System.out.println(
        "ImageIT: " + packed.getFileName() + " has " + Files.size(packed) + " bytes");
    assertTrue(Files.size(packed) <= MOST_BYTES, "the packed image is over 60 MB");
    String list = Program.run(List.of("tar", "-tvzf", packed.toString())).out();
    assertTrue(
        list.lines().anyMatch(line -> line.startsWith("-rwx") && line.endsWith("/bin/muxscope")),
        "the packed launcher cannot be run");
  }
}
