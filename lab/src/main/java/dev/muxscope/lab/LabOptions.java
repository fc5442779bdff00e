package dev.muxscope.lab;

import dev.muxscope.client.HostPort;
import dev.muxscope.client.RequestLine;
import dev.muxscope.client.load.Content;
import dev.muxscope.client.load.LoadOptions;
import dev.muxscope.client.load.Pace;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the lab is asked to measure. Immutable.
///
/// @param modes labels of the server modes in the order of the tables, at least one; those of a
///   user's own engines too. A mode that is named again is measured again, as if it were another
///   one, under the label `select#2`: A against A shows what chance does
/// @param sweep the axes
/// @param request one command as typed by a person, see [RequestLine]; where the sweep asks for
///   work, `LAB.SPIN` or `LAB.SLEEP` take its place
/// @param effort how much time to spend
/// @param out the directory for the results: a new one or an empty one
/// @param modulePath a directory of the user's own modules, for the servers
/// @param launcher the image's launcher, by which servers and load are started
public record LabOptions(
    List<String> modes,
    Sweep sweep,
    String request,
    Effort effort,
    Path out,
    Optional<Path> modulePath,
    Path launcher) {

  public static final List<String> DEFAULT_MODES = List.of("select", "vthreads", "threads");
  public static final String DEFAULT_REQUEST = "PING";

  private static final HostPort NOWHERE = new HostPort("127.0.0.1", 1);

  /// Between a mode and the number of its repetition.
  private static final char AGAIN = '#';

  /// @throws IllegalArgumentException with one line for the user when a value is out of its range
  public LabOptions {
    modes = labelled(modes);
    if (RequestLine.split(request).isEmpty()) {
      throw new IllegalArgumentException("the request is empty: give a command, as \"PING\"");
    }
    for (Point at : sweep.points()) {
      requireLoad(request, at);
    }
  }

  /// The load generator would refuse it, when the lab comes to the place.
  private static void requireLoad(String request, Point at) {
    try {
      LoadOptions _ =
          LoadOptions.defaults(NOWHERE)
              .withPace(Pace.of(at.rate()).withPipeline(at.pipeline()))
              .withContent(Content.of(request).withPayloadBytes(at.payload()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(at + ": " + e.getMessage(), e);
    }
  }

  /// `muxscope-lab-` and the time, so that no result replaces another.
  public static Path defaultOut() {
    DateTimeFormatter time = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);
    return Path.of("muxscope-lab-" + LocalDateTime.now(ZoneId.systemDefault()).format(time));
  }

  /// The launcher of the image this code runs in.
  public static Path imageLauncher() {
    return Path.of(System.getProperty("java.home"), "bin", "muxscope");
  }

  /// The mode that a label stands for.
  public static String mode(String label) {
    int again = label.indexOf(AGAIN);
    return again < 0 ? label : label.substring(0, again);
  }

  /// The command that is sent at a place in the sweep.
  String request(Point at) {
    return switch (at.work().kind()) {
      case NONE -> request;
      case SPIN -> "LAB.SPIN " + at.work().time().toNanos() / 1_000;
      case SLEEP -> "LAB.SLEEP " + at.work().time().toMillis();
    };
  }

  /// The commands that are sent anywhere in the sweep, as `PING and LAB.SPIN 50`.
  String requests() {
    return sweep.points().stream()
        .map(this::request)
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  /// The command line that measures the same again.
  public String command() {
    StringBuilder command = new StringBuilder("muxscope lab");
    option(command, "modes", modes.stream().map(LabOptions::mode).toList());
    option(command, "connections", sweep.connections());
    option(command, "activity", sweep.activities().stream().map(LabOptions::share).toList());
    option(command, "rate", sweep.rates());
    option(command, "payload", sweep.payloads());
    option(command, "pipeline", sweep.pipelines());
    option(command, "work", sweep.works());
    command.append(" --request ").append(quoted(request));
    modulePath.ifPresent(path -> command.append(" --module-path ").append(quoted(path.toString())));
    if (!effort.name().equals(Effort.STANDARD.name())) {
      command.append(" --").append(effort.name());
    }
    return command.toString();
  }

  private static String share(double activity) {
    return activity == 1 ? "1" : Double.toString(activity);
  }

  private static void option(StringBuilder command, String name, List<?> values) {
    command.append(" --").append(name).append(' ');
    command.append(values.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  private static String quoted(String word) {
    return word.matches("[\\w./:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /// A mode names a file and the sections of the report.
  private static List<String> labelled(List<String> modes) {
    if (modes.isEmpty()) {
      throw new IllegalArgumentException("no mode is named: use some of select,vthreads,threads");
    }
    List<String> labels = new ArrayList<>();
    for (String mode : modes) {
      if (!mode.matches("[A-Za-z0-9][A-Za-z0-9.+_-]*(#[0-9]+)?")) {
        throw new IllegalArgumentException(
            "mode \"" + mode + "\": use letters, digits, '.', '+', '_' and '-'");
      }
      labels.add(free(mode, labels));
    }
    return List.copyOf(labels);
  }

  private static String free(String mode, List<String> taken) {
    String label = mode;
    for (int number = 2; taken.contains(label); number++) {
      label = mode(mode) + AGAIN + number;
    }
    return label;
  }
}
