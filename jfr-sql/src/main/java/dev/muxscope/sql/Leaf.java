package dev.muxscope.sql;

import java.util.List;
import jdk.jfr.consumer.RecordedObject;
import org.jspecify.annotations.Nullable;

/// One plain value of an event, of a field or of a field inside a field, as the scan hands it to
/// DuckDB.
///
/// @param path names of the fields from the event down to the value, at least one
/// @param source how the value is read
record Leaf(List<String> path, Source source) {

  Leaf {
    path = List.copyOf(path);
  }

  /// The column's name in the scan, as `eventThread.javaName`; a stack trace has several.
  String name() {
    String joined = String.join(".", path);
    return source.isOfStack() ? joined + "." + source : joined;
  }

  /// The value in an event; nothing if the event, or a field on the way, does not have it.
  @Nullable Object read(RecordedObject event, StackTexts stacks) {
    RecordedObject owner = event;
    for (String each : path.subList(0, path.size() - 1)) {
      if (!owner.hasField(each) || !(owner.getValue(each) instanceof RecordedObject inner)) {
        return null;
      }
      owner = inner;
    }
    return source.read(owner, path.getLast(), stacks);
  }
}
