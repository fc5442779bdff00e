package dev.muxscope.app;

import java.io.InputStream;
import java.io.PrintStream;

/// Where a run reads and prints.
///
/// @param in standard input
/// @param out results
/// @param err complaints
record Console(InputStream in, PrintStream out, PrintStream err) {

  /// Longer lines of prose are hard to read.
  private static final int WIDEST = 100;

  /// Whether a person sits at standard input and output.
  @SuppressWarnings("SystemConsoleNull") // JDK 25's own console is null without a terminal.
  static boolean isTerminal() {
    java.io.Console console = System.console();
    return console != null && console.isTerminal();
  }

  /// Columns that reports are laid out in.
  static int width() {
    return isTerminal() ? Math.min(WIDEST, TerminalSize.now().columns()) : WIDEST;
  }
}
