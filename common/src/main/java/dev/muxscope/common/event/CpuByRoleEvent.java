package dev.muxscope.common.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// CPU time of the threads of one role, counted since the process's start, from the kernel's own
/// accounts, where sampling would need long recordings. The sum of all roles is the process's, to
/// 20 ms; a role lacks what its threads used after they were last read, which [ThreadRoles#ENDED]
/// has. Linux only.
@Name("muxscope.CpuByRole")
@Label("CPU by Role")
@Category("Muxscope")
@Period("1 s")
@StackTrace(false)
@Registered(false)
final class CpuByRoleEvent extends Event {

  @Label("Role")
  String role = "";

  @Label("Threads")
  int threads;

  @Label("CPU Time")
  @Timespan(Timespan.NANOSECONDS)
  long cpuTime;

  @Label("Run Queue Time")
  @Description("ready to run, waiting for a core")
  @Timespan(Timespan.NANOSECONDS)
  long runQueueTime;

  @Label("Context Switches")
  long switches;
}
