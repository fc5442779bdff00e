package dev.muxscope.sql;

import static dev.muxscope.sql.Column.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.ValueDescriptor;

/// One type of event as a table. A type whose fields differ between the parts of a recording has
/// the fields of all.
///
/// @param name the event type's name, as `jdk.GCPhasePause`
/// @param columns left to right
record EventTable(String name, List<Column> columns) {

  private static final String TIME = "make_timestamp_ns(%s)";

  private static final String LINES = "string_split(%s, chr(10))";

  private static final String FRAMES =
      "list_transform("
          + LINES
          + ", lambda f: struct_pack("
          + "\"type\" := split_part(f, chr(9), 1), "
          + "\"method\" := split_part(f, chr(9), 2), "
          + "\"line\" := CAST(split_part(f, chr(9), 3) AS INTEGER), "
          + "\"bytecodeIndex\" := CAST(split_part(f, chr(9), 4) AS INTEGER), "
          + "\"kind\" := split_part(f, chr(9), 5)))";

  private static final String STACK_TEXT =
      "array_to_string(list_transform("
          + LINES
          + ", lambda f: split_part(f, chr(9), 1) || '.' || split_part(f, chr(9), 2)"
          + " || ':' || split_part(f, chr(9), 3)), chr(10))";

  EventTable {
    columns = List.copyOf(columns);
  }

  /// Makes the tables of event types; several types of one name become one table.
  static List<EventTable> of(List<EventType> types) {
    Map<String, List<ValueDescriptor>> fields = new LinkedHashMap<>();
    for (EventType type : types) {
      fields.computeIfAbsent(type.getName(), _ -> new ArrayList<>()).addAll(type.getFields());
    }
    return fields.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> new EventTable(each.getKey(), columns(each.getValue())))
        .toList();
  }

  /// The plain values that a scan of it can hand out, each once.
  List<Leaf> leaves() {
    return columns.stream().flatMap(Column::leaves).distinct().toList();
  }

  /// The query that makes the table from its scan.
  String select(String scan) {
    return columns.stream()
        .map(each -> each.expression() + " AS " + quoted(each.name()))
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + scan));
  }

  private static List<Column> columns(List<ValueDescriptor> fields) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (ValueDescriptor field : fields) {
      for (Column column : columns(field, List.of(), Set.of())) {
        columns.merge(column.name(), column, EventTable::merged);
      }
      if (field.getName().equals("duration")) {
        columns.putIfAbsent(
            "endTime", new Column.Plain("endTime", new Leaf(List.of("endTime"), Source.END), TIME));
      }
    }
    return List.copyOf(columns.values());
  }

  /// Of a field that is of two types, the first one stays; structures get the fields of both.
  private static Column merged(Column first, Column second) {
    if (first instanceof Column.Struct a && second instanceof Column.Struct b) {
      Map<String, Column> columns = new LinkedHashMap<>();
      a.columns().forEach(each -> columns.put(each.name(), each));
      b.columns().forEach(each -> columns.merge(each.name(), each, EventTable::merged));
      return new Column.Struct(a.name(), List.copyOf(columns.values()));
    }
    return first;
  }

  private static List<Column> columns(ValueDescriptor field, List<String> above, Set<String> open) {
    List<String> path = new ArrayList<>(above);
    path.add(field.getName());
    String type = field.getTypeName();
    if (type.equals("jdk.types.StackTrace") && !field.isArray()) {
      return stackTrace(field.getName(), path);
    }
    boolean plain = field.isArray() || field.getFields().isEmpty() || isName(type);
    return plain
        ? List.of(plain(field, path))
        : open.contains(type) ? List.of() : structure(field, path, open);
  }

  private static List<Column> structure(
      ValueDescriptor field, List<String> path, Set<String> open) {
    Set<String> types = new LinkedHashSet<>(open);
    types.add(field.getTypeName());
    List<Column> inner =
        field.getFields().stream().flatMap(each -> columns(each, path, types).stream()).toList();
    return switch (inner.size()) {
      case 0 -> List.of();
      case 1 ->
          inner.getFirst() instanceof Column.Plain only
              ? List.of(new Column.Plain(field.getName(), only.leaf(), only.pattern()))
              : List.of(new Column.Struct(field.getName(), inner));
      default -> List.of(new Column.Struct(field.getName(), inner));
    };
  }

  private static boolean isName(String type) {
    return type.equals("java.lang.Class") || type.equals("jdk.types.ClassLoader");
  }

  private static Column plain(ValueDescriptor field, List<String> path) {
    Source source = source(field);
    String pattern = source == Source.INSTANT ? TIME : "%s";
    return new Column.Plain(field.getName(), new Leaf(path, source), pattern);
  }

  private static Source source(ValueDescriptor field) {
    if (field.isArray()) {
      return Source.TEXT;
    }
    if (field.getAnnotation(Timestamp.class) != null) {
      return Source.INSTANT;
    }
    if (field.getAnnotation(Timespan.class) != null) {
      return Source.DURATION;
    }
    return switch (field.getTypeName()) {
      case "byte", "short", "int", "long" -> Source.WHOLE;
      case "float", "double" -> Source.FRACTION;
      case "boolean" -> Source.TRUTH;
      case "java.lang.Class" -> Source.CLASS;
      case "jdk.types.ClassLoader" -> Source.LOADER;
      default -> Source.TEXT;
    };
  }

  /// Apart from its topmost frames, a stack trace is costly: what needs all frames has columns of
  /// its own, so that only statements that name them pay for it.
  private static List<Column> stackTrace(String name, List<String> path) {
    Leaf frames = new Leaf(path, Source.FRAMES);
    String stem = name.equals("stackTrace") ? "stack" : name;
    return List.of(
        new Column.Struct(
            name,
            List.of(
                ofStack("topFrame", path, Source.TOP_FRAME),
                ofStack("topApplicationFrame", path, Source.TOP_APPLICATION_FRAME),
                ofStack("truncated", path, Source.TRUNCATED))),
        new Column.Plain(stem + "Text", frames, STACK_TEXT),
        new Column.Plain(stem + "Frames", frames, FRAMES));
  }

  private static Column ofStack(String name, List<String> path, Source source) {
    return new Column.Plain(name, new Leaf(path, source), "%s");
  }
}
