package dev.muxscope.sql;

import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

/// An event with a field of every type that Flight Recorder allows.
@Name("test.AllTypes")
class AllTypesEvent extends Event {
  boolean truth;
  byte tiny;
  char letter;
  short small;
  int whole;
  @DataAmount long large;
  float single;
  double fraction;
  String text;
  Class<?> type;
  Thread thread;

  @Timespan(Timespan.MILLISECONDS)
  long waited;

  @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
  long due;

  /// Commits one with values at their limits.
  static void commitOne() {
    AllTypesEvent event = new AllTypesEvent();
    event.begin();
    event.truth = true;
    event.tiny = Byte.MIN_VALUE;
    event.letter = 'ß';
    event.small = Short.MIN_VALUE;
    event.whole = Integer.MIN_VALUE;
    event.large = Long.MAX_VALUE;
    event.single = 1.5f;
    event.fraction = Math.PI;
    event.text = "a \"text\", with;\nlines — €";
    event.type = java.util.Map.Entry.class;
    event.thread = Thread.currentThread();
    event.waited = 250;
    event.due = 1_700_000_000_123L;
    event.commit();
  }

  /// Commits one with nothing in its objects.
  static void commitEmpty() {
    new AllTypesEvent().commit();
  }
}
