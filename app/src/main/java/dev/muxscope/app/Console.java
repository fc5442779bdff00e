package dev.muxscope.app;

import java.io.InputStream;
import java.io.PrintStream;

/// Where a run reads and prints.
///
/// @param in  standard input
/// @param out results
/// @param err complaints
record Console(InputStream in, PrintStream out, PrintStream err) {}
