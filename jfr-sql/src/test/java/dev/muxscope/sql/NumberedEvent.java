package dev.muxscope.sql;

import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// An event for counting.
@Name("test.Numbered")
@StackTrace(false)
class NumberedEvent extends Event {
  int number;
  long size;

  /// Commits those with the numbers from 0 to `count`, exclusively; the sizes are their squares.
  static void commit(int count) {
    for (int i = 0; i < count; i++) {
      NumberedEvent event = new NumberedEvent();
      event.begin();
      event.number = i;
      event.size = (long) i * i;
      event.commit();
    }
  }
}
