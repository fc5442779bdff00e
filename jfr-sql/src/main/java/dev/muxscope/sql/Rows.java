package dev.muxscope.sql;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/// The rows of a statement, read one after the other while it runs. Owned by one thread.
public final class Rows implements AutoCloseable {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  private final RecordingDatabase database;
  private final Statement statement;
  private final @Nullable ResultSet result;
  private final List<String> labels = new ArrayList<>();
  private final List<Boolean> numeric = new ArrayList<>();
  private final List<Boolean> times = new ArrayList<>();

  Rows(RecordingDatabase database, Statement statement, @Nullable ResultSet result)
      throws SQLException {
    this.database = database;
    this.statement = statement;
    this.result = result;
    if (result != null) {
      ResultSetMetaData meta = result.getMetaData();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        labels.add(meta.getColumnLabel(i));
        numeric.add(isNumericType(meta.getColumnType(i)));
        times.add(meta.getColumnType(i) == Types.TIMESTAMP);
      }
    }
  }

  private static boolean isNumericType(int type) {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.FLOAT,
          Types.REAL,
          Types.DOUBLE,
          Types.DECIMAL,
          Types.NUMERIC ->
          true;
      // DuckDB's numbers of more than 64 bits.
      case Types.JAVA_OBJECT -> true;
      default -> false;
    };
  }

  /// Whether the statement is one that has rows.
  boolean exist() {
    return result != null;
  }

  /// How many rows a statement without rows has written or changed.
  long changed() throws SqlError {
    try {
      return statement.getUpdateCount();
    } catch (SQLException e) {
      throw SqlError.of(e);
    }
  }

  /// The columns' labels.
  List<String> labels() {
    return labels;
  }

  /// Whether a column holds numbers.
  boolean isNumeric(int column) {
    return numeric.get(column);
  }

  /// The next row; nothing at the end. A cell is nothing, a [Boolean], a [Number], a [String], a
  /// [List] or a [Map] of such values.
  @Nullable List<@Nullable Object> next() throws SqlError, IOException {
    ResultSet rows = result;
    try {
      if (rows == null || !rows.next()) {
        return null;
      }
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= labels.size(); i++) {
        row.add(
            value(times.get(i - 1) ? rows.getObject(i, LocalDateTime.class) : rows.getObject(i)));
      }
      return row;
    } catch (SQLException e) {
      throw database.failure(SqlError.of(e));
    }
  }

  private static @Nullable Object value(@Nullable Object raw) throws SQLException {
    return switch (raw) {
      case null -> null;
      case Boolean truth -> truth;
      case Float number -> number.doubleValue();
      case BigDecimal number -> number;
      case Number number -> number;
      case LocalDateTime time -> TIME.format(time);
      // Within a structure or list the driver has nothing better, and the hour that local clocks
      // skip in spring is the next one.
      case Timestamp time -> TIME.format(time.toLocalDateTime());
      case DuckDBStruct struct -> map(struct.getMap());
      case Struct struct -> list(struct.getAttributes());
      case Array array -> array.getArray() instanceof Object[] items ? list(items) : null;
      case Map<?, ?> map -> map(map);
      default -> raw.toString();
    };
  }

  private static List<@Nullable Object> list(@Nullable Object[] items) throws SQLException {
    List<@Nullable Object> list = new ArrayList<>();
    for (Object item : Arrays.asList(items)) {
      list.add(value(item));
    }
    return Collections.unmodifiableList(list);
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> raw) throws SQLException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> each : raw.entrySet()) {
      map.put(String.valueOf(each.getKey()), value(each.getValue()));
    }
    return map;
  }

  @Override
  public void close() {
    try {
      database.finished(statement);
    } catch (SQLException _) {
      // What it had to tell was told.
    }
  }
}
