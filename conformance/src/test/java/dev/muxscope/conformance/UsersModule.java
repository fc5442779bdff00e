package dev.muxscope.conformance;

import dev.muxscope.common.command.CommandSet;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/// A module of a user's own, of one class, compiled while the tests run.
///
/// @param name of the module, and of its package
/// @param service what the class provides, by its full name
/// @param type the class's simple name
/// @param source the class
record UsersModule(String name, String service, String type, String source) {

  /// Compiles it into `directory`.
  ///
  /// @return the module path that holds it
  Path compileTo(Path directory) throws IOException {
    Path sources = Files.createDirectories(directory.resolve("sources"));
    Path info = Files.writeString(sources.resolve("module-info.java"), declaration());
    Path file = Files.writeString(sources.resolve(type + ".java"), source);
    Path modules = directory.resolve("modules");
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--module-path",
                common().toString(),
                "-d",
                Files.createDirectories(modules.resolve(name)).toString(),
                info.toString(),
                file.toString());
    if (exitCode != 0) {
      throw new AssertionError("the module " + name + " does not compile");
    }
    return modules;
  }

  /// It requires what the image has for users' modules, whether the class uses that or not.
  private String declaration() {
    return """
    module %1$s {
      requires dev.muxscope.common;
      requires java.logging;
      requires java.naming;
      requires java.net.http;
      requires java.sql;
      provides %2$s with %1$s.%3$s;
    }
    """
        .formatted(name, service, type);
  }

  /// Where the image's module of commands was built.
  static Path common() {
    try {
      return Path.of(CommandSet.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
