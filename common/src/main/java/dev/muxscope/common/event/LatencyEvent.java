package dev.muxscope.common.event;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// How long requests stayed in the server, from the read that brought them to the write that
/// answered them, over the last period.
@Name("muxscope.Latency")
@Label("Latency")
@Category("Muxscope")
@Period("1 s")
@StackTrace(false)
@Registered(false)
final class LatencyEvent extends Event {

  @Label("Requests")
  long count;

  @Label("50 %")
  @Timespan(Timespan.NANOSECONDS)
  long p50;

  @Label("90 %")
  @Timespan(Timespan.NANOSECONDS)
  long p90;

  @Label("99 %")
  @Timespan(Timespan.NANOSECONDS)
  long p99;

  @Label("99.9 %")
  @Timespan(Timespan.NANOSECONDS)
  long p999;

  @Label("Longest")
  @Timespan(Timespan.NANOSECONDS)
  long max;
}
