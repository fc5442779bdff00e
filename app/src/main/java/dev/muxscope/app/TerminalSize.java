package dev.muxscope.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much a terminal shows. Both are over zero.
record TerminalSize(int rows, int columns) {

  /// Of a terminal that does not tell.
  private static final TerminalSize USUAL = new TerminalSize(24, 80);

  private static final Pattern SIZE = Pattern.compile("([1-9]\\d*) ([1-9]\\d*)\\s*");

  /// The size of the terminal at standard input.
  static TerminalSize now() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT).start();
      return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException _) {
      return USUAL;
    }
  }

  /// Reads rows and columns, as `stty size` tells them: zeros where nobody knows.
  static TerminalSize parse(String text) {
    Matcher size = SIZE.matcher(text);
    return size.matches()
        ? new TerminalSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)))
        : USUAL;
  }
}
