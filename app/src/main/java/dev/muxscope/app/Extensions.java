package dev.muxscope.app;

import dev.muxscope.common.command.CommandSet;
import dev.muxscope.common.server.ServerEngine;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/// The engines and command sets that there are: those of the image, and those of the user's modules
/// in a directory.
final class Extensions {

  private final ModuleLayer layer;

  private Extensions(ModuleLayer layer) {
    this.layer = layer;
  }

  /// @param directory with modules, as jars or as folders of classes
  /// @throws UsageException if there is no such directory, or what is in it does not fit together
  static Extensions load(Optional<Path> directory) throws UsageException {
    ModuleLayer boot = ModuleLayer.boot();
    return new Extensions(directory.isEmpty() ? boot : layer(boot, directory.get()));
  }

  /// All engines.
  List<ServerEngine> engines() throws UsageException {
    return providers(ServerEngine.class);
  }

  /// The engine of a mode.
  ///
  /// @param option that named the mode
  /// @throws UsageException if there is none
  ServerEngine engine(String option, String mode) throws UsageException {
    List<ServerEngine> engines = engines();
    for (ServerEngine engine : engines) {
      if (engine.modes().contains(mode)) {
        return engine;
      }
    }
    List<String> modes = engines.stream().flatMap(e -> e.modes().stream()).sorted().toList();
    throw new UsageException(
        "unknown mode "
            + mode
            + Spelling.suggest(mode, modes)
            + " ("
            + option
            + " takes "
            + String.join(", ", modes)
            + ")");
  }

  /// The command sets besides those that every server has.
  List<CommandSet> commandSets() throws UsageException {
    return providers(CommandSet.class);
  }

  private <S> List<S> providers(Class<S> service) throws UsageException {
    Main.class.getModule().addUses(service);
    try {
      return ServiceLoader.load(layer, service).stream().map(ServiceLoader.Provider::get).toList();
    } catch (ServiceConfigurationError e) {
      String cause = e.getCause() == null ? "" : ": " + e.getCause();
      throw new UsageException("--module-path: " + e.getMessage() + cause);
    }
  }

  private static ModuleLayer layer(ModuleLayer boot, Path directory) throws UsageException {
    if (!Files.isDirectory(directory)) {
      throw new UsageException("--module-path: no such directory: " + directory);
    }
    try {
      ModuleFinder finder = ModuleFinder.of(directory);
      Set<String> roots =
          finder.findAll().stream()
              .map(ModuleReference::descriptor)
              .map(ModuleDescriptor::name)
              .collect(Collectors.toSet());
      if (roots.isEmpty()) {
        throw new UsageException("--module-path: no modules in " + directory);
      }
      // The image's own modules win: commands for a copy of them would not be found here.
      Configuration configuration =
          boot.configuration().resolveAndBind(ModuleFinder.of(), finder, roots);
      return boot.defineModulesWithOneLoader(configuration, ClassLoader.getSystemClassLoader());
    } catch (FindException | ResolutionException | LayerInstantiationException e) {
      String cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
      throw new UsageException("--module-path " + directory + ": " + e.getMessage() + cause);
    }
  }
}
