package dev.muxscope.sql;

import static dev.muxscope.sql.Column.quoted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.EventStream;

/// Writes a recording as Parquet files, one for each type of event, for engines that read Parquet.
public final class ParquetExport {

  private final RecordingDatabase database;
  private final Path directory;

  private ParquetExport(RecordingDatabase database, Path directory) {
    this.database = database;
    this.directory = directory;
  }

  /// A file that was written.
  ///
  /// @param file as `DIR/jdk.GCPhasePause.parquet`
  /// @param rows events in it, at least one
  public record Written(Path file, long rows) {}

  /// Writes the events of a recording. Types of which there are none have no file.
  ///
  /// @param files of one recording
  /// @param directory where the files go; made if it is not there, files of the same names are
  ///   replaced
  /// @param types the types wanted, all if empty
  /// @return what was written
  /// @throws SqlError if there is no such type in the recording, or a file cannot be written
  /// @throws IOException if the recording cannot be read, or the directory cannot be made
  public static List<Written> run(List<Path> files, Path directory, List<String> types)
      throws SqlError, IOException {
    try (RecordingDatabase database = RecordingDatabase.open(List.of(files), true)) {
      Map<String, Long> counts = counts(files);
      Files.createDirectories(directory);
      ParquetExport export = new ParquetExport(database, directory);
      List<Written> written = new ArrayList<>();
      for (String type : types.isEmpty() ? counts.keySet() : types) {
        export.check(type);
        long rows = counts.getOrDefault(type, 0L);
        if (rows > 0) {
          written.add(new Written(export.write(type), rows));
        }
      }
      return written;
    }
  }

  private static Map<String, Long> counts(List<Path> files) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    for (Path file : files) {
      try (EventStream stream = EventStream.openFile(file)) {
        stream.setOrdered(false);
        stream.setReuse(true);
        stream.onEvent(event -> counts.merge(event.getEventType().getName(), 1L, Long::sum));
        stream.start();
      }
    }
    return counts;
  }

  private void check(String type) throws SqlError, IOException {
    database.query("DESCRIBE a." + quoted(type)).close();
  }

  /// What all engines need not be told twice, the stack as a text, is left out.
  private Path write(String type) throws SqlError, IOException {
    Path file = directory.resolve(type.replace('/', '_') + ".parquet");
    String columns =
        database.columns(type).contains("stackText") ? "* EXCLUDE (\"stackText\")" : "*";
    database
        .query(
            "COPY (SELECT %s FROM a.%s) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
                .formatted(columns, quoted(type), file.toString().replace("'", "''")))
        .close();
    return file;
  }
}
