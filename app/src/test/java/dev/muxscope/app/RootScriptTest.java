package dev.muxscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The script that builds the image and runs it, in a tree whose build takes half a second, and the
/// choice of the JDK that builds.
class RootScriptTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final String BUILD =
      """
      #!/bin/sh
      echo built >>builds
      sleep 0.5
      mkdir -p app/target/muxscope/bin
      printf '#!/bin/sh\\necho "ran $1"\\n' >app/target/muxscope/bin/muxscope
      chmod +x app/target/muxscope/bin/muxscope
      touch app/target/muxscope/release
      """;

  private static final String TWICE =
      "./muxscope it 2>/dev/null; ./muxscope it 2>/dev/null; cat builds";

  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void buildsOnceWhenStartedTwice() throws IOException, InterruptedException {
    Path tree = tree("tree");
    String both =
        "./muxscope first >first 2>/dev/null & ./muxscope second 2>/dev/null; wait; cat first builds";
    assertEquals(List.of("ran second", "ran first", "built"), lines(tree, both, Map.of()));
  }

  /// Whose module was compiled before, and is not compiled again: the image is younger than it.
  @Test
  void buildsAgainAfterASourceWasSavedDuringTheBuild() throws IOException, InterruptedException {
    Path tree = tree("tree");
    in(Duration.ofHours(1), tree.resolve("saved"));
    in(Duration.ofHours(2), tree.resolve("linked"));
    String saves = "touch -r saved Saved.java; touch -r linked app/target/muxscope/release\n";
    executable(tree.resolve("mvnw"), BUILD + saves);
    assertEquals(List.of("ran it", "ran it", "built", "built"), lines(tree, TWICE, Map.of()));
  }

  /// By the names of folders that have no sources of the image.
  @Test
  void findsSourcesWhateverTheTreeIsCalled() throws IOException, InterruptedException {
    Path tree = tree("examples");
    in(Duration.ofHours(1), tree.resolve("Saved.java"));
    assertEquals(List.of("ran it", "ran it", "built", "built"), lines(tree, TWICE, Map.of()));
  }

  @Test
  void startsThroughLinks() throws IOException, InterruptedException {
    Path tree = tree("tree");
    Path other = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(other.resolve("one"), Path.of("..", "tree", "muxscope"));
    Files.createSymbolicLink(other.resolve("two"), other.resolve("one"));
    assertEquals(List.of("ran it"), lines(other, "./two it 2>/dev/null", Map.of()));
    assertEquals(List.of("built"), Files.readAllLines(tree.resolve("builds")));
  }

  @Test
  void buildsWithPlainJavaIfThatIsNewEnough() throws IOException, InterruptedException {
    Path plain = jdk("plain", "25.0.3");
    Path newest = jdk(".jdks/newest", "999");
    assertEquals(List.of(plain.toString()), chosen(plain));
    jdk("plain", "24");
    assertEquals(List.of(newest.toString()), chosen(plain));
  }

  private List<String> chosen(Path plain) throws IOException, InterruptedException {
    Map<String, String> variables =
        Map.of(
            "HOME",
            folder.toString(),
            "JAVA_HOME",
            "",
            "PATH",
            plain.resolve("bin") + ":" + System.getenv("PATH"));
    return lines(ROOT, ". .mvn/find-jdk.sh; echo \"$JAVA_HOME\"", variables);
  }

  /// What is looked at of a JDK.
  private Path jdk(String name, String version) throws IOException {
    Path home = folder.toRealPath().resolve(name);
    Path programs = Files.createDirectories(home.resolve("bin"));
    for (String program : List.of("java", "javac")) {
      executable(programs.resolve(program), "#!/bin/sh\n");
    }
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private Path tree(String name) throws IOException {
    Path tree = Files.createDirectory(folder.resolve(name));
    executable(tree.resolve("muxscope"), Files.readString(ROOT.resolve("muxscope")));
    executable(tree.resolve("mvnw"), BUILD);
    return tree;
  }

  /// Makes a file of some time from now.
  private static void in(Duration time, Path file) throws IOException {
    Files.writeString(file, "");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(time)));
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
  }

  /// What a line of the shell prints in `directory`.
  private static List<String> lines(Path directory, String line, Map<String, String> variables)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", line)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed.lines().toList();
  }
}
