package dev.muxscope.analytics;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import jdk.jfr.Configuration;

/// The settings a server is recorded with: `muxscope.jfc`, which lies beside this class. What
/// records any other application is a [Probe].
public final class RecordingSettings {

  private static final String FILE = "muxscope.jfc";

  private RecordingSettings() {}

  /// The settings, to be given to a new [jdk.jfr.Recording].
  public static Configuration load() {
    return parse(FILE, text(FILE));
  }

  /// Settings from the text of a file that lies beside this class.
  static Configuration parse(String file, String text) {
    try {
      return Configuration.create(new StringReader(text));
    } catch (IOException | ParseException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  /// The text of a file that lies beside this class.
  static String text(String file) {
    try (InputStream in = RecordingSettings.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not in " + RecordingSettings.class.getModule());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  /// Loads the classes whose methods the settings time; to be called before a recording starts. JDK
  /// 25 does not time the methods of a class that it loads later from the archive of shared
  /// classes.
  public static void loadTimedClasses() {
    String filter = load().getSettings().getOrDefault("jdk.MethodTiming#filter", "");
    for (String method : filter.split(";")) {
      try {
        Class.forName(method.replaceFirst("::.*", "").strip(), false, null);
      } catch (ClassNotFoundException _) {
        // Another system or JDK waits by other classes.
      }
    }
  }
}
