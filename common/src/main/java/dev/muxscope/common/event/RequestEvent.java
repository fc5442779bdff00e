package dev.muxscope.common.event;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Throttle;

/// A request that took long to execute, a bounded number of them a second.
@Name("muxscope.Request")
@Label("Request")
@Category("Muxscope")
@Threshold("1 ms")
@Throttle("1000/s")
@StackTrace(false)
@Registered(false)
public final class RequestEvent extends Event {

  /// The connection's id.
  @Label("Connection")
  public long connection;

  /// The command's id: its place in the `commands` of `muxscope.RunInfo`.
  @Label("Command")
  public int command;

  /// How many arguments it had.
  @Label("Arguments")
  public int arguments;

  /// An event not yet begun.
  public RequestEvent() {}
}
