package dev.muxscope.analytics.advice;

import dev.muxscope.report.Table.Format;

/// Something that a recording may tell of a service, and that a sentence of advice may rest on.
public enum Fact {
  LENGTH("length of the recording", Format.NANOS),
  PROCESSORS("processors the JVM may use", Format.NUMBER),
  CORES("processors kept busy by this JVM", Format.NUMBER),
  MACHINE("use of the machine's processors by all", Format.SHARE),
  RESIDENT("resident memory, at most", Format.BYTES),
  COMMITTED("committed heap, at most", Format.BYTES),
  PLATFORM_THREADS("platform threads, at most", Format.COUNT),
  DUMPS("thread dumps of the application", Format.COUNT),
  SOCKET_WAITERS("threads blocked in socket reads, at most", Format.COUNT),
  ANSWER_WAITERS("pool threads waiting for time or answers", Format.COUNT),
  LOCK_WAITERS("threads waiting for locks, at most", Format.COUNT),
  POOLED("threads in pools, at most", Format.COUNT),
  FULL_POOL("threads of a pool that had none to spare", Format.COUNT),
  READING_POOL("threads of a pool that mostly read sockets", Format.COUNT),
  ASKING_POOL("threads of a pool that mostly waited for others", Format.COUNT),
  TURNS("pool threads that select in turns", Format.COUNT),
  LOOPS("event loops", Format.COUNT),
  LOOP_BUSY("CPU share of the busiest of them", Format.SHARE),
  LOOP_OUTSIDE("their time outside select", Format.SHARE),
  LOOP_HELD("time one of them was blocked elsewhere", Format.SHARE),
  LOOP_HOLDS("how often it was", Format.COUNT),
  LOOP_LONGEST("its longest such call", Format.NANOS),
  VIRTUAL("signs of virtual threads", Format.COUNT),
  CARRIERS("carriers of virtual threads", Format.COUNT),
  PARALLELISM("carriers that a property allows", Format.COUNT),
  CARRIER_BUSY("CPU share of carriers", Format.SHARE),
  PINS("pinned virtual threads", Format.COUNT),
  PINNED("time carriers were pinned", Format.SHARE),
  SAMPLES("samples of running threads", Format.COUNT),
  WAITING_CODE("of them in code that waits for sockets", Format.SHARE),
  SYSTEM_CODE("CPU time in the system, which they miss", Format.SHARE),
  READS("socket reads of data per second", Format.NUMBER),
  SELECTS("selects per second", Format.NUMBER),
  MOUNTS("mounts of virtual threads per second", Format.NUMBER),
  CONNECTIONS("open connections, at most", Format.COUNT),
  CPU_PER_REQUEST("CPU time per request", Format.NANOS);

  private final String label;
  private final Format format;

  Fact(String label, Format format) {
    this.label = label;
    this.format = format;
  }

  /// What it is, for a table.
  public String label() {
    return label;
  }

  /// How its figure is written; times are nanoseconds, shares 0 to 1.
  public Format format() {
    return format;
  }
}
