package dev.muxscope.common.event;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/// What an [IoCounters] holds at this moment, counted since the server's start.
@Name("muxscope.IoCounters")
@Label("I/O Counters")
@Category("Muxscope")
@Period("1 s")
@StackTrace(false)
@Registered(false)
final class IoCountersEvent extends Event {

  @Label("Selects")
  long selects;

  @Label("Reads")
  long reads;

  @Label("Empty Reads")
  long emptyReads;

  @Label("Writes")
  long writes;

  @Label("Partial Writes")
  long partialWrites;

  @Label("Bytes Read")
  @DataAmount
  long bytesRead;

  @Label("Bytes Written")
  @DataAmount
  long bytesWritten;

  @Label("Accepts")
  long accepts;

  @Label("Requests")
  long requests;

  @Label("Open Connections")
  int connections;
}
