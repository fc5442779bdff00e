package dev.muxscope.analytics;

import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// The server's events as a recording holds them: names and fields, which is all that analysis may
/// know of them.
final class Events {

  private Events() {}

  @Name("muxscope.RunInfo")
  @StackTrace(false)
  static final class RunInfo extends Event {
    String mode = "";
    String settings = "";
    int port;
    long pid;
    String version = "0.1.0";
    String jdk = "25";
    String commands = "PING,GET,SET";
  }

  @Name("muxscope.LoopTick")
  @StackTrace(false)
  static final class LoopTick extends Event {
    int loop;
    @Timespan long selectTime;
    @Timespan long processTime;
    int ready;
    int reads;
    int writes;
    int requests;
  }

  @Name("muxscope.IoCounters")
  @StackTrace(false)
  static final class IoCounters extends Event {
    long selects;
    long reads;
    long emptyReads;
    long writes;
    long partialWrites;
    long bytesRead;
    long bytesWritten;
    long accepts;
    long requests;
    int connections;
  }

  @Name("muxscope.CpuByRole")
  @StackTrace(false)
  static final class CpuByRole extends Event {
    String role = "";
    int threads;
    @Timespan long cpuTime;
    @Timespan long runQueueTime;
    long switches;
  }

  @Name("muxscope.Request")
  @StackTrace(false)
  static final class Request extends Event {
    long connection;
    int command;
    int arguments;
  }

  @Name("muxscope.Latency")
  @StackTrace(false)
  static final class Latency extends Event {
    long count;
    @Timespan long p50;
    @Timespan long p90;
    @Timespan long p99;
    @Timespan long p999;
    @Timespan long max;
  }

  @Name("muxscope.Connection")
  @StackTrace(false)
  static final class Connection extends Event {
    long id;
    @Timespan long lifetime;
    long requests;
    long bytesRead;
    long bytesWritten;
    String reason = "";
  }

  @Name("muxscope.Stall")
  static final class Stall extends Event {
    long connection;
    int command;
  }
}
