package dev.muxscope.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// Tells builds apart that have the same version, by a checksum of what is in their modules, and of
/// what starts them: equal for a copy, wherever it lies.
final class Fingerprint {

  private static final String UNREADABLE = "unreadable";

  /// What decides by which options the image's JVM runs.
  private static final List<String> LAUNCH = List.of("bin/muxscope", "lib/jvm.args");

  private Fingerprint() {}

  /// Of the image that this code runs in, without the JDK's own modules, which tell their version.
  static String ofImage() {
    return ofImage(Path.of(System.getProperty("java.home")));
  }

  /// The same with the files of another image beside the modules.
  ///
  /// @param home where they are; those that it does not have, as a JDK, are left out
  static String ofImage(Path home) {
    return of(
        ModuleLayer.boot().configuration().modules().stream()
            .map(ResolvedModule::reference)
            .filter(module -> !name(module).matches("(java|jdk)\\..*")),
        LAUNCH.stream().map(home::resolve).filter(Files::exists).toList());
  }

  /// Of the modules in a directory.
  static String of(Path directory) {
    try {
      return of(ModuleFinder.of(directory).findAll().stream(), List.of());
    } catch (FindException _) {
      return UNREADABLE;
    }
  }

  private static String of(Stream<ModuleReference> modules, List<Path> files) {
    List<ModuleReference> sorted = modules.sorted(Comparator.comparing(Fingerprint::name)).toList();
    CRC32 sum = new CRC32();
    try {
      for (ModuleReference module : sorted) {
        update(sum, module);
      }
      for (Path file : files) {
        sum.update(Files.readAllBytes(file));
      }
    } catch (IOException _) {
      return UNREADABLE;
    }
    return sorted.isEmpty() ? "" : Long.toHexString(sum.getValue());
  }

  private static String name(ModuleReference module) {
    return module.descriptor().name();
  }

  private static void update(CRC32 sum, ModuleReference module) throws IOException {
    try (ModuleReader reader = module.open();
        Stream<String> names = reader.list()) {
      for (String name : names.filter(each -> !each.endsWith("/")).sorted().toList()) {
        sum.update(name.getBytes(UTF_8));
        var content = reader.read(name);
        if (content.isPresent()) {
          sum.update(content.get());
          reader.release(content.get());
        }
      }
    }
  }
}
