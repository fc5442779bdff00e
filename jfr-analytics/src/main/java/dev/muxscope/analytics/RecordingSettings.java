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
}
