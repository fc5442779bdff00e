package dev.muxscope.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The image as a thing on a disk.
class ImageIT {

  /// What one wants to download and copy: the JVM, DuckDB and all else together.
  private static final long MOST_BYTES = 60_000_000;

  /// The same without the library that only SQL needs.
  private static final long MOST_BYTES_WITHOUT_SQL = 35_000_000;

  /// With what the head of a compressed class begins.
  private static final int COMPRESSED = 0xCAFEFAFA;

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

  /// `cd` searches `CDPATH` for a relative name, and says where it went.
  @Test
  void startsByARelativeNameWhateverCdpath() throws IOException, InterruptedException {
    ProcessBuilder version = new ProcessBuilder("bin/muxscope", "--version");
    version.directory(HOME.toFile());
    version.environment().put("CDPATH", ".:/");
    Program.Result result = Program.run(version);
    assertEquals(0, result.exitCode(), result::err);
  }

  /// Its heap is shared memory, and the JVM warns where the kernel has no large pages for that.
  @Test
  void saysNothingOfLargePagesWithAnyCollector() throws IOException, InterruptedException {
    ProcessBuilder version = new ProcessBuilder(Program.launcher().toString(), "--version");
    version.environment().put("MUXSCOPE_OPTS", "-XX:-UseSerialGC -XX:+UseZGC");
    Program.Result result = Program.run(version);
    assertTrue(result.out().startsWith("muxscope "), result::out);
    assertEquals("", result.err());
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

  /// A user of one machine may come with the locale of another.
  @ParameterizedTest
  @ValueSource(strings = {"LANG", "LC_CTYPE", "LC_MESSAGES"})
  void keepsItsArgumentsInALocaleThatIsNotThere(String variable)
      throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.muxscope(Mode.SELECT)) {
      String target = "127.0.0.1:" + server.address().getPort();
      ProcessBuilder echo =
          new ProcessBuilder(
              Program.launcher().toString(), "client", target, "--", "ECHO", "größe");
      echo.environment().keySet().removeIf(name -> name.equals("LANG") || name.startsWith("LC_"));
      echo.environment().put("LANG", "C.UTF-8");
      echo.environment().put(variable, "xx_YY.UTF-8");
      assertEquals("größe", Program.run(echo).out().strip());
    }
  }

  /// As under cron, and as a user of one machine finds on another.
  @ParameterizedTest
  @ValueSource(strings = {"C", "xx_YY.UTF-8"})
  void printsMoreThanAsciiInAnyLocale(String locale) throws IOException, InterruptedException {
    ProcessBuilder help = new ProcessBuilder(Program.launcher().toString(), "export", "--help");
    help.environment().put("LC_ALL", locale);
    assertTrue(Program.run(help).out().contains("A.jfr|DIR …"));
  }

  @Test
  void opensFilesOfAnyNameWithoutALocale() throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("Ümlaut.jfr"), "no recording");
    ProcessBuilder analyze =
        new ProcessBuilder(Program.launcher().toString(), "analyze", file.toString());
    analyze.environment().put("LC_ALL", "C");
    Program.Result result = Program.run(analyze);
    assertTrue(result.err().contains("is not a Flight Recorder recording"), result::err);
  }

  @Test
  void failsWhenStandardOutputIsFull() throws IOException, InterruptedException {
    Program.Result result = inShell(" drill --list >/dev/full");
    assertEquals(1, result.exitCode());
    assertEquals("muxscope: standard output took not all that was printed\n", result.err());
  }

  /// As of `| head`. This one is gone before the JVM runs.
  @Test
  void saysNothingToAReaderThatWentAway() throws IOException, InterruptedException {
    assertEquals("", inShell(" drill --list | true").err());
  }

  private static Program.Result inShell(String line) throws IOException, InterruptedException {
    return Program.run(List.of("sh", "-c", "'" + Program.launcher() + "'" + line));
  }

  @Test
  void laysReportsOutForTheTerminal() throws IOException, InterruptedException {
    Tool.require("script");
    String command = "stty cols 60 rows 24; '" + Program.launcher() + "' analyze --list-views";
    String wide = Program.muxscope("analyze", "--list-views").out();
    String narrow = Program.run(List.of("script", "-qec", command, "/dev/null")).out();
    assertTrue(widestLine(wide) > 60, wide);
    assertTrue(widestLine(narrow) <= 60, narrow);
  }

  private static int widestLine(String text) {
    return text.lines().mapToInt(String::length).max().orElse(0);
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

  /// But what the JVM spins at run time, such as for a switch over types: it has `/0x` in its name.
  /// What bounds the heap comes a second later, which a slow start may see.
  @Test
  void servesItsFirstRequestFromItsClassArchive() throws IOException, InterruptedException {
    Map<String, String> logged = Map.of("MUXSCOPE_OPTS", "-Xlog:class+load");
    try (ServerProcess server = ServerProcess.muxscope(logged, Mode.SELECT);
        RawConnection client = new RawConnection(server.address())) {
      client.send("*1\\r\\n$4\\r\\nPING\\r\\n");
      client.expect("+PONG\\r\\n");
      assertEquals(0, server.stop());
      List<String> own =
          server.out().whole().lines().filter(line -> line.contains("] dev.muxscope.")).toList();
      assertTrue(own.size() > 50, own::toString);
      List<String> lacking =
          own.stream()
              .filter(line -> !line.contains("shared") && !line.contains("/0x"))
              .filter(line -> !line.contains("server.HeapBound"))
              .toList();
      assertEquals(List.of(), lacking, "app/src/cds/record.sh writes the list of classes anew");
    }
  }

  /// As the JDK has it: a folder for each module, with its licence.
  @Test
  void hasTheLicencesOfWhatOthersWrote() throws IOException {
    Path legal = HOME.resolve("legal");
    for (String module : foreignModules()) {
      assertTrue(Files.exists(legal.resolve(module).resolve("LICENSE")), module);
    }
    assertTrue(Files.exists(legal.resolve("tools.jackson.core").resolve("NOTICE")));
    assertTrue(Files.exists(legal.resolve("dev.muxscope.report").resolve("uPlot-LICENSE")));
  }

  private static List<String> foreignModules() throws IOException {
    Properties release = new Properties();
    try (var reader = Files.newBufferedReader(HOME.resolve("release"))) {
      release.load(reader);
    }
    String modules = release.getProperty("MODULES").replace("\"", "");
    return Arrays.stream(modules.split(" "))
        .filter(module -> !module.startsWith("dev.muxscope."))
        .toList();
  }

  @Test
  void packsSmallBesideTheLibraryForSql() throws IOException {
    long rest = Files.size(packed()) - packedLibraryForSql();
    System.out.println("ImageIT: " + rest + " bytes of it are not the library for SQL");
    assertTrue(rest <= MOST_BYTES_WITHOUT_SQL, "the packed image without SQL is over 35 MB");
  }

  /// The JVM makes what decompresses them without a lock, and crashes if two threads read their
  /// first class at the same moment. With a class archive that is late: at a server's first read.
  @Test
  void hasNoClassBehindADecompressor() throws IOException {
    int heads = 0;
    try (var modules = FileChannel.open(HOME.resolve("lib").resolve("modules"))) {
      ByteBuffer bytes = modules.map(FileChannel.MapMode.READ_ONLY, 0, modules.size());
      bytes.order(ByteOrder.nativeOrder());
      for (int at = 0; at <= bytes.limit() - Integer.BYTES; at++) {
        heads += bytes.getInt(at) == COMPRESSED ? 1 : 0;
      }
    }
    // One or two may be the number itself, in classes that read images.
    assertTrue(heads < 10, heads + " classes are compressed");
  }

  /// What the library takes of the archive, in bytes; 0 where the image has none.
  private static long packedLibraryForSql() throws IOException {
    Path library = HOME.resolve("lib").resolve(System.mapLibraryName("duckdb_java"));
    if (!Files.exists(library)) {
      return 0;
    }
    var bytes = new ByteArrayOutputStream();
    try (var packing = new GZIPOutputStream(bytes)) {
      Files.copy(library, packing);
    }
    return bytes.size();
  }

  private static Path packed() {
    return HOME.resolveSibling("muxscope.tar.gz");
  }

  @Test
  void readsRecordingsAndIsPackedBeside() throws IOException, InterruptedException {
    String jfr = HOME.resolve("bin").resolve("jfr").toString();
    assertEquals(0, Program.run(List.of(jfr, "--version")).exitCode());
    assertTrue(Files.exists(HOME.resolve("lib").resolve("jfr").resolve("muxscope.jfc")));
    Path packed = packed();
    System.out.println(
        "ImageIT: " + packed.getFileName() + " has " + Files.size(packed) + " bytes");
    assertTrue(Files.size(packed) <= MOST_BYTES, "the packed image is over 60 MB");
    String list = Program.run(List.of("tar", "-tvzf", packed.toString())).out();
    assertTrue(
        list.lines().anyMatch(line -> line.startsWith("-rwx") && line.endsWith("/bin/muxscope")),
        "the packed launcher cannot be run");
  }
}
