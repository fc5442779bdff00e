package dev.muxscope.lab.drill;

import dev.muxscope.lab.LabOptions;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Which drill is run, and how. Immutable.
///
/// @param name of the drill
/// @param modes server modes in the order of the tables, at least one, each once
/// @param out the directory for the results: a new one or an empty one
/// @param launcher the image's launcher, by which servers and load are started
public record DrillOptions(String name, List<String> modes, Path out, Path launcher) {

  public static final List<String> MODES = LabOptions.DEFAULT_MODES;

  /// A loop that hands requests over, which is also known, but not run by default.
  static final String HANDING_OVER = "select+vthreads";

  private static final List<String> KNOWN =
      Stream.concat(MODES.stream(), Stream.of(HANDING_OVER)).toList();

  /// @throws IllegalArgumentException with one line for the user when a value cannot be
  public DrillOptions {
    modes = List.copyOf(modes);
    if (Drills.named(name).isEmpty()) {
      throw new IllegalArgumentException("there is no drill " + name);
    }
    if (modes.isEmpty()) {
      throw new IllegalArgumentException(
          "no mode is named: use some of " + String.join(",", KNOWN));
    }
    for (String mode : modes) {
      if (!KNOWN.contains(mode)) {
        throw new IllegalArgumentException(
            "mode \"" + mode + "\": drills know " + String.join(", ", KNOWN));
      }
      if (modes.indexOf(mode) != modes.lastIndexOf(mode)) {
        throw new IllegalArgumentException("mode " + mode + " is named twice: name it once");
      }
    }
  }

  /// Whether an event loop reads and writes the sockets of a mode.
  static boolean isLoop(String mode) {
    return mode.equals("select") || mode.equals(HANDING_OVER);
  }

  /// `muxscope-drill-`, the drill's name and the time, so that no result replaces another.
  public static Path defaultOut(String name) {
    DateTimeFormatter time = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);
    return Path.of(
        "muxscope-drill-" + name + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(time));
  }

  /// The command line that runs the same again.
  public String command() {
    String command = "muxscope drill " + name;
    return modes.equals(MODES) ? command : command + " --modes " + String.join(",", modes);
  }
}
