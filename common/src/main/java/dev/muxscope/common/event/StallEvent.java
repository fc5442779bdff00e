package dev.muxscope.common.event;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/// A command that held its thread so long that, on an event loop, all other connections felt it.
@Name("muxscope.Stall")
@Label("Stall")
@Category("Muxscope")
@Threshold("20 ms")
@StackTrace(true)
@Registered(false)
public final class StallEvent extends Event {

  /// The connection's id.
  @Label("Connection")
  public long connection;

  /// The command's id: its place in the `commands` of `muxscope.RunInfo`.
  @Label("Command")
  public int command;

  /// An event not yet begun.
  public StallEvent() {}
}
