package dev.muxscope.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Flight Recorder settings that show how any unmodified application waits for its sockets, as a
/// file and as one option of the JVM. Immutable.
public final class Probe {

  /// The oldest JDK whose option takes single settings.
  public static final int OLDEST_JDK = 17;

  /// The first JDK that times methods, and so counts selects, polls, reads, writes and mounts.
  public static final int METHOD_TIMING_JDK = 25;

  private static final String OPTION = "-XX:StartFlightRecording:";

  private final boolean timesMethods;
  private final String text;
  private final Map<String, String> settings;

  private Probe(boolean timesMethods) {
    this.timesMethods = timesMethods;
    String file = timesMethods ? "probe.jfc" : "probe-older.jfc";
    text = RecordingSettings.text(file);
    settings = new TreeMap<>(RecordingSettings.parse(file, text).getSettings());
  }

  /// The probe for applications on a JDK, told by its feature release, as 25.
  public static Probe forJdk(int feature) {
    return new Probe(feature >= METHOD_TIMING_JDK);
  }

  /// Whether it counts selects, polls, reads, writes and mounts. If not, slow calls and samples are
  /// all that its recordings tell of them.
  public boolean timesMethods() {
    return timesMethods;
  }

  /// The settings as a file, to be named by `settings=` where a recording is started.
  public String settingsFile() {
    return text;
  }

  /// The settings by name, as `jdk.CPULoad#period`.
  Map<String, String> settings() {
    return settings;
  }

  /// The one option that starts a recording with the JVM. It holds no blank and no character that a
  /// shell would take apart when it is the result of a command.
  ///
  /// @param more further parts of the option, as `filename=app.jfr`; they must hold no blanks
  public String jvmOption(List<String> more) {
    List<String> parts = new ArrayList<>(List.of("settings=none"));
    // Without the plus a JDK that lacks an event would complain of it.
    settings.forEach((name, value) -> parts.add("+" + name + "=" + value.replace(" ", "")));
    parts.addAll(more);
    return OPTION + String.join(",", parts);
  }
}
