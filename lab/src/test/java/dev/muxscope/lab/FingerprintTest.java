package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

  @TempDir private Path folder;

  /// An automatic module with one file.
  private Path modules(String directory, String content) throws IOException {
    Path modules = Files.createDirectories(folder.resolve(directory));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    try (OutputStream file = Files.newOutputStream(modules.resolve("some.jar"));
        JarOutputStream jar = new JarOutputStream(file, manifest)) {
      jar.putNextEntry(new JarEntry("some/text.txt"));
      jar.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return modules;
  }

  @Test
  void copiesAreAlike() throws IOException {
    String one = Fingerprint.of(modules("one", "text"));
    assertEquals(one, Fingerprint.of(modules("another", "text")));
    assertNotEquals(one, Fingerprint.of(modules("a-third", "other text")));
  }

  @Test
  void anotherWayToStartTheJvmMakesAnotherImage() throws IOException {
    String modules = Fingerprint.ofImage(folder);
    Path launcher = Files.createDirectory(folder.resolve("bin")).resolve("muxscope");
    Files.writeString(launcher, "exec java");
    String launched = Fingerprint.ofImage(folder);
    Path options = Files.createDirectory(folder.resolve("lib")).resolve("jvm.args");
    Files.writeString(options, "-XX:+UseSerialGC");
    String serial = Fingerprint.ofImage(folder);
    Files.writeString(options, "-XX:+UseParallelGC");
    Set<String> all = Set.of(modules, launched, serial, Fingerprint.ofImage(folder));
    assertEquals(4, all.size());
  }

  @Test
  void whereThereAreNoModulesThereIsNone() {
    assertEquals("", Fingerprint.of(folder));
    assertEquals("", Fingerprint.of(folder.resolve("nowhere")));
  }

  @Test
  void whatCannotBeReadIsNotLikeAnything() throws IOException {
    Path modules = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(modules.resolve("some.jar"), "this is no jar");
    assertEquals("unreadable", Fingerprint.of(modules));
  }
}
