package dev.muxscope.conformance;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/// An installed JDK that cannot time methods yet.
///
/// @param home where it is
/// @param feature its release, as 17
record OlderJdk(Path home, int feature) {

  private static final int OLDEST = 17;
  private static final int TOO_NEW = 25;
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");
  private static final Path SOURCES =
      Path.of("src", "test", "java", "dev", "muxscope", "conformance", "foreign");

  /// One that lies beside the JDK that runs the tests, or in `/usr/lib/jvm`; [Tool#lack(String)]
  /// without one.
  static OlderJdk require() throws IOException {
    for (Path parent :
        List.of(Path.of(System.getProperty("java.home")).resolve(".."), Path.of("/usr/lib/jvm"))) {
      if (!Files.isDirectory(parent)) {
        continue;
      }
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(parent)) {
        for (Path home : homes) {
          int feature = featureOf(home);
          if (feature >= OLDEST
              && feature < TOO_NEW
              && Files.isExecutable(home.resolve("bin/java"))) {
            return new OlderJdk(home.toRealPath(), feature);
          }
        }
      }
    }
    return Tool.lack("a JDK " + OLDEST + " to " + (TOO_NEW - 1));
  }

  private static int featureOf(Path home) throws IOException {
    Path release = home.resolve("release");
    Matcher version = VERSION.matcher(Files.isReadable(release) ? Files.readString(release) : "");
    return version.find() ? Integer.parseInt(version.group(1)) : 0;
  }

  /// Compiles foreign applications for it.
  ///
  /// @return the class path
  Path compile(String... types) throws IOException {
    Path classes = Files.createDirectories(Path.of("target", "foreign-classes-" + feature));
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--release", "" + feature, "-d", classes.toString()));
    StringWriter complaints = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var sources =
          files.getJavaFileObjectsFromPaths(
              Arrays.stream(types).map(type -> SOURCES.resolve(type + ".java")).toList());
      if (!compiler.getTask(complaints, files, null, options, null, sources).call()) {
        throw new AssertionError(complaints);
      }
    }
    return classes.toAbsolutePath();
  }
}
