package dev.muxscope.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import jdk.jfr.FlightRecorder;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetExportTest {

  @TempDir Path folder;

  private Path record() throws Exception {
    // Without it a type of which there are no events is known only where another test made some.
    FlightRecorder.register(ChangedEvents.Old.class);
    return Recordings.record(
        folder,
        () -> {
          NumberedEvent.commit(3000);
          AllTypesEvent.commitOne();
        },
        NumberedEvent.class,
        AllTypesEvent.class,
        ChangedEvents.Old.class);
  }

  @Test
  void writesAFileForEachTypeThatHasEvents() throws Exception {
    Path directory = folder.resolve("it's parquet");
    List<ParquetExport.Written> written =
        ParquetExport.run(List.of(record()), directory, List.of());
    assertTrue(
        written.contains(
            new ParquetExport.Written(directory.resolve("test.Numbered.parquet"), 3000)),
        written::toString);
    assertTrue(Files.exists(directory.resolve("test.AllTypes.parquet")));
    assertFalse(Files.exists(directory.resolve("test.Changed.parquet")));
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*), sum(number)::BIGINT, any_value(eventThread.javaName)"
                    + " FROM '%s'".formatted(file(directory, "test.Numbered")))) {
      assertTrue(rows.next());
      assertEquals(3000, rows.getLong(1));
      assertEquals(3000L * 2999 / 2, rows.getLong(2));
      assertEquals(Thread.currentThread().getName(), rows.getString(3));
    }
  }

  private static String file(Path directory, String type) {
    return directory.resolve(type + ".parquet").toString().replace("'", "''");
  }

  @Test
  void writesTheTypesAskedForAlone() throws Exception {
    Path directory = folder.resolve("some");
    ParquetExport.run(List.of(record()), directory, List.of("test.AllTypes", "test.Changed"));
    try (var files = Files.list(directory)) {
      assertEquals(List.of(directory.resolve("test.AllTypes.parquet")), files.toList());
    }
  }

  @Test
  void leavesOutATypeWithoutEventsThatSharesItsNumber() throws Exception {
    String other = Files.readString(record(), StandardCharsets.ISO_8859_1);
    Path both = record();
    Files.writeString(
        both,
        other.replace("test.Changed", "test.Strange"),
        StandardCharsets.ISO_8859_1,
        StandardOpenOption.APPEND);
    Path directory = folder.resolve("shared");

    assertEquals(List.of(), ParquetExport.run(List.of(both), directory, List.of("test.Strange")));
    try (var files = Files.list(directory)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void takesTypesInUpperAndLowerCase() throws Exception {
    Path directory = folder.resolve("lower");
    List<String> types = List.of("test.numbered", "test.Numbered");
    assertEquals(
        List.of(new ParquetExport.Written(directory.resolve("test.Numbered.parquet"), 3000)),
        ParquetExport.run(List.of(record()), directory, types));
  }

  @Test
  void tellsATypeThatIsNotThereBeforeItWritesAny() throws Exception {
    Path file = record();
    SqlError error =
        assertThrows(
            SqlError.class,
            () ->
                ParquetExport.run(
                    List.of(file),
                    folder.resolve("none"),
                    List.of("test.AllTypes", "test.Numbred")));
    assertFalse(Files.exists(folder.resolve("none")));
    assertTrue(error.isWording());
    assertTrue(error.getMessage().contains("test.Numbered"), error::getMessage);
    assertFalse(error.getMessage().contains("DESCRIBE"), error::getMessage);
  }

  @Test
  void saysThatAFileIsNoDirectory() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    List<Path> recording = List.of(record());
    FileSystemException error =
        assertThrows(
            FileSystemException.class, () -> ParquetExport.run(recording, file, List.of()));
    assertEquals(file + ": it is no directory", error.getMessage());
  }
}
