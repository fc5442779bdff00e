package dev.muxscope.lab;

import dev.muxscope.client.RequestLine;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the lab is asked to measure. Immutable.
///
/// @param modes server modes in the order of the tables, at least one, each once; those of a user's
///   own engines too
/// @param connections numbers of connections, 1 to 60,000 each; kept sorted and each once
/// @param rate requests per second over all connections, 1 to 1,000,000, the same in every cell
/// @param request one command as typed by a person, see [RequestLine]
/// @param effort how much time to spend
/// @param out the directory for the results: a new one, an empty one, or one of an earlier lab,
///   whose results are replaced
/// @param modulePath a directory of the user's own modules, for the servers
/// @param launcher the image's launcher, by which servers and load are started
public record LabOptions(
    List<String> modes,
    List<Integer> connections,
    int rate,
    String request,
    Effort effort,
    Path out,
    Optional<Path> modulePath,
    Path launcher) {

  public static final List<String> DEFAULT_MODES = List.of("select", "vthreads", "threads");

  public static final List<Integer> DEFAULT_CONNECTIONS = List.of(1, 16, 256, 1024);

  /// A common rate that one core of a small machine carries in every mode: at the 20 to 50 µs a
  /// small request costs, it keeps that core less than half busy, so that queues do not hide what
  /// differs.
  public static final int DEFAULT_RATE = 8_000;

  public static final String DEFAULT_REQUEST = "PING";

  private static final int MAX_CONNECTIONS = 60_000;
  private static final int MAX_RATE = 1_000_000;

  /// @throws IllegalArgumentException with one line for the user when a value is out of its range
  public LabOptions {
    modes = List.copyOf(modes);
    connections = connections.stream().sorted().distinct().toList();
    requireModes(modes);
    requireConnections(connections);
    if (rate < 1 || rate > MAX_RATE) {
      throw new IllegalArgumentException(
          "rate is " + rate + ": use a number between 1 and " + MAX_RATE);
    }
    if (RequestLine.split(request).isEmpty()) {
      throw new IllegalArgumentException("the request is empty: give a command, as \"PING\"");
    }
  }

  /// The defaults: three modes, 1, 16, 256 and 1024 connections, 8,000 requests a second, `PING`, a
  /// new directory below the current one, started by the launcher of the image this code runs in.
  public static LabOptions defaults() {
    return new LabOptions(
        DEFAULT_MODES,
        DEFAULT_CONNECTIONS,
        DEFAULT_RATE,
        DEFAULT_REQUEST,
        Effort.FULL,
        defaultOut(),
        Optional.empty(),
        imageLauncher());
  }

  /// `muxscope-lab-` and the time, so that no result replaces another.
  public static Path defaultOut() {
    DateTimeFormatter time = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");
    return Path.of("muxscope-lab-" + LocalDateTime.now(ZoneId.systemDefault()).format(time));
  }

  /// The launcher of the image this code runs in.
  public static Path imageLauncher() {
    return Path.of(System.getProperty("java.home"), "bin", "muxscope");
  }

  /// The command line that measures the same again.
  public String command() {
    StringBuilder command = new StringBuilder("muxscope lab");
    command.append(" --modes ").append(String.join(",", modes));
    command.append(" --connections ");
    command.append(connections.stream().map(String::valueOf).collect(Collectors.joining(",")));
    command.append(" --rate ").append(rate);
    command.append(" --request ").append(quoted(request));
    modulePath.ifPresent(path -> command.append(" --module-path ").append(quoted(path.toString())));
    if (effort.equals(Effort.QUICK)) {
      command.append(" --quick");
    }
    return command.toString();
  }

  private static String quoted(String word) {
    return word.matches("[\\w./:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  // A mode names a file and the sections of the report.
  private static void requireModes(List<String> modes) {
    if (modes.isEmpty()) {
      throw new IllegalArgumentException("no mode is named: use some of select,vthreads,threads");
    }
    for (String mode : modes) {
      if (!mode.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
        throw new IllegalArgumentException(
            "mode \"" + mode + "\": use letters, digits, '.', '_' and '-'");
      }
      if (modes.indexOf(mode) != modes.lastIndexOf(mode)) {
        throw new IllegalArgumentException("mode " + mode + " is named twice: name it once");
      }
    }
  }

  private static void requireConnections(List<Integer> connections) {
    if (connections.isEmpty()) {
      throw new IllegalArgumentException("no number of connections is given: use some, as 1,256");
    }
    for (int count : connections) {
      if (count < 1 || count > MAX_CONNECTIONS) {
        throw new IllegalArgumentException(
            "connections is " + count + ": use numbers between 1 and " + MAX_CONNECTIONS);
      }
    }
  }
}
