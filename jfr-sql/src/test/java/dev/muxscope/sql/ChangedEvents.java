package dev.muxscope.sql;

import jdk.jfr.Event;
import jdk.jfr.Name;

/// An event type of an application's two versions.
final class ChangedEvents {

  private ChangedEvents() {}

  @Name("test.Changed")
  static class Old extends Event {
    int kept = 1;
    String removed = "old";
    int retyped = 7;
  }

  @Name("test.Changed")
  static class New extends Event {
    int kept = 2;
    String added = "new";
    String retyped = "seven";
  }
}
