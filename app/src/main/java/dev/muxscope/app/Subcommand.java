package dev.muxscope.app;

import java.io.IOException;

/// One of the things that `muxscope` does.
interface Subcommand {

  /// What it takes.
  Syntax syntax();

  /// Does it.
  ///
  /// @return the exit code
  /// @throws UsageException if the words cannot be taken; exit code 2
  /// @throws IOException if the work failed; the message is for the user; exit code 1
  int run(Arguments arguments, Console console)
      throws UsageException, IOException, InterruptedException;
}
