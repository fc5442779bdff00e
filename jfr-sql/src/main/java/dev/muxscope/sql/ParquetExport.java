package dev.muxscope.sql;

import static dev.muxscope.sql.Column.quoted;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
  /// @param rows events in it
  public record Written(Path file, long rows) {}

  /// Writes the events of a recording. Types of which there are none have no file.
  ///
  /// @param files of one recording
  /// @param directory where the files go; made if it is not there, files of the same names are
  ///   replaced
  /// @param types the types wanted, upper and lower case alike; all if empty
  /// @return what was written
  /// @throws SqlError if there is no such type in the recording, or a file cannot be written
  /// @throws IOException if the recording cannot be read, or the directory cannot be made
  public static List<Written> run(List<Path> files, Path directory, List<String> types)
      throws SqlError, IOException {
    try (RecordingDatabase database = RecordingDatabase.open(List.of(files), true)) {
      ParquetExport export = new ParquetExport(database, directory);
      Set<String> wanted = new LinkedHashSet<>();
      for (String type : types) {
        wanted.add(export.known(type));
      }
      if (Files.exists(directory) && !Files.isDirectory(directory)) {
        throw new FileSystemException(directory.toString(), null, "it is no directory");
      }
      Files.createDirectories(directory);
      List<Written> written = new ArrayList<>();
      for (String type : types.isEmpty() ? database.tables() : wanted) {
        if (database.events(type).orElse(1) > 0) {
          Written file = export.write(type);
          if (file.rows > 0) {
            written.add(file);
          } else {
            Files.delete(file.file);
          }
        }
      }
      return written;
    }
  }

  /// The type as it is spelt in the recording.
  private String known(String type) throws SqlError, IOException {
    try {
      // Where there is none, this says which was meant.
      database.query("DESCRIBE a." + quoted(type)).close();
    } catch (SqlError e) {
      throw e.withoutStatement();
    }
    return database.tables().stream().filter(type::equalsIgnoreCase).findFirst().orElse(type);
  }

  /// The stack as a text is left out: it says what its frames say.
  private Written write(String type) throws SqlError, IOException {
    Path file = directory.resolve(type.replace('/', '_') + ".parquet");
    String columns =
        database.columns(type).contains("stackText") ? "* EXCLUDE (\"stackText\")" : "*";
    String copy =
        "COPY (SELECT %s FROM a.%s) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
            .formatted(columns, quoted(type), file.toString().replace("'", "''"));
    try (Rows rows = database.query(copy)) {
      return new Written(file, rows.changed());
    }
  }
}
