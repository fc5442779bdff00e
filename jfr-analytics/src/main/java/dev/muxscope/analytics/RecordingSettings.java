package dev.muxscope.analytics;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import jdk.jfr.Configuration;

/// The settings a server is recorded with: `muxscope.jfc`, which lies beside this class and works
/// for any application.
public final class RecordingSettings {

  private static final String FILE = "muxscope.jfc";

  private RecordingSettings() {}

  /// The settings, to be given to a new [jdk.jfr.Recording].
  public static Configuration load() {
    try (InputStream file = RecordingSettings.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is not in " + RecordingSettings.class.getModule());
      }
      Reader text = new InputStreamReader(file, StandardCharsets.UTF_8);
      return Configuration.create(text);
    } catch (IOException | ParseException e) {
      throw new IllegalStateException(FILE + " cannot be read", e);
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
