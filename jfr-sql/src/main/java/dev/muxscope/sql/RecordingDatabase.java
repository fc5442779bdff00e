package dev.muxscope.sql;

import static dev.muxscope.sql.Column.quoted;

import dev.muxscope.analytics.EventCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/// Recordings as a database in memory: a table for each type of event, read from the file anew by
/// each statement, and only what the statement asks for.
///
/// The tables of the first recording are in the schema `a`, which is also the default, those of a
/// second one in `b`. A type of the first one whose name has one dot is also known without quotes.
/// Statements can neither read nor write files, nor load extensions.
///
/// Owned by one thread; only [#cancel()] may be called by others.
public final class RecordingDatabase implements AutoCloseable {

  private static final List<String> SCHEMAS = List.of("a", "b");

  /// What a statement that asks for the tables themselves contains.
  private static final Pattern CATALOG =
      Pattern.compile(
          "(?i)\\b(show|pragma|information_schema|(duckdb|pg|sqlite)_\\w+)\\b|^\\s*desc(ribe)?\\s*$");

  private final Connection connection;
  private final EventScans scans = new EventScans();
  private final List<Recorded> recordings = new ArrayList<>();
  private final Set<String> defined = new HashSet<>();
  private volatile @Nullable Statement running;

  /// A recording under the name of its schema.
  private record Recorded(
      String schema, List<Path> files, List<EventTable> tables, EventCounts counts) {}

  private RecordingDatabase(Connection connection) {
    this.connection = connection;
  }

  /// Opens recordings: reads what types of events there are, and counts the events.
  ///
  /// @param recordings one or two, each of one file or more
  /// @throws IOException if a file cannot be read, or this system has no native library of DuckDB
  public static RecordingDatabase open(List<List<Path>> recordings) throws IOException {
    return open(recordings, false);
  }

  /// As [#open(List)], with statements that may write files if `exporting`.
  static RecordingDatabase open(List<List<Path>> recordings, boolean exporting) throws IOException {
    if (recordings.isEmpty() || recordings.size() > SCHEMAS.size()) {
      throw new IllegalArgumentException("one or two recordings, not " + recordings.size());
    }
    RecordingDatabase database = new RecordingDatabase(connect(exporting));
    try {
      database.scans.register(database.connection);
      for (int i = 0; i < recordings.size(); i++) {
        database.add(SCHEMAS.get(i), recordings.get(i));
      }
      database.update("SET schema = 'a'");
      return database;
    } catch (SQLException | IOException | RuntimeException e) {
      database.close();
      throw e instanceof IOException known ? known : new IOException(e.getMessage(), e);
    }
  }

  private static Connection connect(boolean exporting) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("enable_external_access", String.valueOf(exporting));
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("allow_community_extensions", "false");
    properties.setProperty("temp_directory", "");
    properties.setProperty("memory_limit", "2GB");
    properties.setProperty("preserve_insertion_order", "true");
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    try {
      Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", properties);
      if (connection == null) {
        throw new IOException("DuckDB's driver does not open a database in memory");
      }
      return connection;
    } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
      throw new IOException(
          "SQL is not in this image: it lacks DuckDB's native library for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch"),
          e);
    } catch (SQLException e) {
      throw new IOException("DuckDB does not start: " + e.getMessage(), e);
    }
  }

  private void add(String schema, List<Path> files) throws IOException, SQLException {
    EventCounts counts = EventCounts.of(files);
    List<EventTable> tables = EventTable.of(counts.types());
    recordings.add(new Recorded(schema, List.copyOf(files), tables, counts));
    update("CREATE SCHEMA " + schema);
  }

  /// Runs one statement.
  ///
  /// @return its rows, to be closed before the next statement
  /// @throws SqlError if the statement is wrong or failed
  /// @throws IOException if a recording cannot be read on
  public Rows query(String sql) throws SqlError, IOException {
    try {
      define(sql);
      return execute(sql);
    } catch (SQLException e) {
      SqlError error = SqlError.of(e);
      if (!error.isWording() || defined.size() == countTables()) {
        throw failure(error);
      }
    }
    // With all tables defined, DuckDB says which of them was meant.
    try {
      defineAll();
      return execute(sql);
    } catch (SQLException e) {
      throw failure(SqlError.of(e));
    }
  }

  private Rows execute(String sql) throws SQLException {
    Statement statement = connection.createStatement();
    running = statement;
    try {
      boolean hasRows = statement.execute(sql);
      return new Rows(this, statement, hasRows ? statement.getResultSet() : null);
    } catch (SQLException e) {
      finished(statement);
      throw e;
    }
  }

  /// Ends what a statement holds.
  void finished(Statement statement) throws SQLException {
    running = null;
    try {
      statement.close();
    } finally {
      scans.closeAll();
    }
  }

  /// Why a statement failed: because of a recording, or by itself.
  ///
  /// @return the error, if it was not a recording
  SqlError failure(SqlError error) throws IOException {
    IOException unreadable = scans.takeFailure();
    if (unreadable != null) {
      throw new IOException("the recording cannot be read: " + unreadable.getMessage(), error);
    }
    return error;
  }

  /// Ends the statement that is running, if any; it fails. Safe to call from any thread.
  public void cancel() {
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException _) {
        // It has ended by itself.
      }
      // DuckDB itself would wait for the next rows, of which there may be few in a large file.
      scans.closeAll();
    }
  }

  /// The names of the tables: those of the first recording, then those of the second that the first
  /// does not have.
  public List<String> tables() {
    Set<String> names = new TreeSet<>();
    for (Recorded recording : recordings) {
      recording.tables.forEach(each -> names.add(each.name()));
    }
    return List.copyOf(names);
  }

  /// The names of a table's columns; none if there is no such table.
  public List<String> columns(String table) {
    for (Recorded recording : recordings) {
      for (EventTable each : recording.tables) {
        if (each.name().equalsIgnoreCase(table)) {
          return each.columns().stream().map(Column::name).toList();
        }
      }
    }
    return List.of();
  }

  /// How many events a table holds, of both recordings together; nothing if that is not known
  /// before they are read.
  OptionalLong events(String table) {
    long sum = 0;
    for (Recorded recording : recordings) {
      if (recording.tables.stream().anyMatch(each -> each.name().equals(table))) {
        OptionalLong events = recording.counts.of(table);
        if (events.isEmpty()) {
          return events;
        }
        sum += events.getAsLong();
      }
    }
    return OptionalLong.of(sum);
  }

  private int countTables() {
    return recordings.stream().mapToInt(each -> each.tables.size()).sum();
  }

  /// Defines the tables that a statement may name: defining all of them takes longer than most
  /// statements.
  private void define(String sql) throws SQLException {
    if (CATALOG.matcher(sql).find()) {
      defineAll();
      return;
    }
    String text = sql.toLowerCase(Locale.ROOT);
    for (Recorded recording : recordings) {
      for (EventTable table : recording.tables) {
        if (text.contains(table.name().toLowerCase(Locale.ROOT))) {
          define(recording, table);
        }
      }
    }
  }

  private void defineAll() throws SQLException {
    for (Recorded recording : recordings) {
      for (EventTable table : recording.tables) {
        define(recording, table);
      }
    }
  }

  private void define(Recorded recording, EventTable table) throws SQLException {
    String name = recording.schema + "." + quoted(table.name());
    if (defined.add(name)) {
      String scan =
          scans.add(
              new EventScans.Target(
                  recording.files,
                  table.name(),
                  table.leaves(),
                  recording.counts.of(table.name())));
      update("CREATE VIEW " + name + " AS " + table.select(scan));
      if (recording.schema.equals(SCHEMAS.getFirst())) {
        defineUnquoted(name, table.name());
      }
    }
  }

  /// Without quotes, `jdk.GCPhasePause` is a table `GCPhasePause` in a schema `jdk`: let it be
  /// there.
  private void defineUnquoted(String view, String type) throws SQLException {
    int dot = type.indexOf('.');
    boolean split = dot > 0 && dot == type.lastIndexOf('.');
    if (split && !SCHEMAS.contains(type.substring(0, dot))) {
      String schema = quoted(type.substring(0, dot));
      update("CREATE SCHEMA IF NOT EXISTS " + schema);
      update("CREATE VIEW " + schema + "." + quoted(type.substring(dot + 1)) + " AS FROM " + view);
    }
  }

  private void update(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet _ = statement.execute(sql) ? statement.getResultSet() : null) {
      // Nothing but the effect is wanted.
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException _) {
      // It is in memory only: nothing is lost.
    }
  }
}
