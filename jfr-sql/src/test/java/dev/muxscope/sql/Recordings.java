package dev.muxscope.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// Recordings that tests make of their own events, and what they find in them.
final class Recordings {

  private Recordings() {}

  /// Runs `work` and returns what was recorded of it, of the event classes given alone.
  @SafeVarargs
  static Path record(Path folder, Runnable work, Class<? extends Event>... events)
      throws IOException {
    Path file = Files.createTempFile(folder, "recorded", ".jfr");
    try (Recording recording = new Recording()) {
      for (Class<? extends Event> each : events) {
        recording.enable(each).withoutThreshold();
      }
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    return file;
  }

  /// The events of a type, read by the JDK alone.
  static List<RecordedEvent> events(Path file, String type) throws IOException {
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(type))
        .toList();
  }

  /// The rows of a statement.
  static List<List<Object>> rows(RecordingDatabase database, String sql)
      throws SqlError, IOException {
    List<List<Object>> all = new ArrayList<>();
    try (Rows rows = database.query(sql)) {
      for (List<Object> row = rows.next(); row != null; row = rows.next()) {
        all.add(row);
      }
    }
    return all;
  }

  /// The first cell of the first row.
  static Object cell(RecordingDatabase database, String sql) throws SqlError, IOException {
    return rows(database, sql).getFirst().getFirst();
  }
}
