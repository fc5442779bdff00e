package dev.muxscope.common.event;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// A connection that was closed.
@Name("muxscope.Connection")
@Label("Connection")
@Category("Muxscope")
@StackTrace(false)
@Registered(false)
public final class ConnectionEvent extends Event {

  /// The connection's id.
  @Label("Connection")
  public long id;

  /// Nanoseconds from accept to close.
  @Label("Lifetime")
  @Timespan(Timespan.NANOSECONDS)
  public long lifetime;

  /// Requests answered.
  @Label("Requests")
  public long requests;

  /// Bytes received.
  @Label("Bytes Read")
  @DataAmount
  public long bytesRead;

  /// Bytes handed to the kernel.
  @Label("Bytes Written")
  @DataAmount
  public long bytesWritten;

  /// Why it was closed, in a few words.
  @Label("Reason")
  public String reason = "";

  /// An event not yet begun.
  public ConnectionEvent() {}
}
