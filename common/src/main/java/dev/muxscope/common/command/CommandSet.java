package dev.muxscope.common.command;

import java.util.List;

/// A group of commands that belong together. Servers find command sets with
/// [java.util.ServiceLoader]: a module that `provides CommandSet with …` adds its commands to every
/// mode, also from a directory given by `--module-path`.
public interface CommandSet {

  /// What the commands have in common, one word, as `store`; also their category in `COMMAND DOCS`.
  String group();

  /// The commands. Called once when a server starts.
  ///
  /// @param store the server's keys and values, which commands may read and change
  List<Command> commands(Store store);
}
