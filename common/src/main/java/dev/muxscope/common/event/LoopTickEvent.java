package dev.muxscope.common.event;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// One turn of an event loop: a select, and the work on the connections that it found ready.
@Name("muxscope.LoopTick")
@Label("Event Loop Turn")
@Category("Muxscope")
@StackTrace(false)
@Registered(false)
public final class LoopTickEvent extends Event {

  /// The loop's number, from 0.
  @Label("Loop")
  public int loop;

  /// Nanoseconds in select, waiting included.
  @Label("Select Time")
  @Timespan(Timespan.NANOSECONDS)
  public long selectTime;

  /// Nanoseconds between this select and the next one.
  @Label("Process Time")
  @Timespan(Timespan.NANOSECONDS)
  public long processTime;

  /// How many connections the select found ready.
  @Label("Ready Set")
  public int ready;

  /// Reads issued.
  @Label("Reads")
  public int reads;

  /// Writes issued.
  @Label("Writes")
  public int writes;

  /// Requests answered.
  @Label("Requests")
  public int requests;

  /// An event not yet begun.
  public LoopTickEvent() {}
}
