package dev.muxscope.analytics.advice;

import dev.muxscope.report.Table.Format;

/// Something that a recording may tell of a service, and that a sentence of advice may rest on.
public enum Fact {
  LENGTH("length of the recording", Format.NANOS),
  PROCESSORS("processors of the machine", Format.NUMBER),
  CORES("processors that this JVM kept busy, on average", Format.NUMBER),
  RESIDENT("resident memory, at most", Format.BYTES),
  PLATFORM_THREADS("platform threads, at most", Format.COUNT),
  DUMPS("thread dumps that show the application", Format.COUNT),
  SOCKET_WAITERS("platform threads blocked in socket reads, most at once", Format.COUNT),
  ANSWER_WAITERS("platform threads waiting for time or another's answer, most at once", Format.COUNT),
  LOCK_WAITERS("platform threads waiting for locks, most at once", Format.COUNT),
  FULL_POOL("threads of the largest pool that had none to spare", Format.COUNT),
  LOOPS("threads that select", Format.COUNT),
  LOOP_BUSY("CPU time of the busiest selecting thread, of its time", Format.SHARE),
  LOOP_OUTSIDE("time outside select, of selecting threads' time", Format.SHARE),
  LOOP_HELD("time in blocking calls, of the most held selecting thread", Format.SHARE),
  LOOP_LONGEST("longest blocking call of a selecting thread", Format.NANOS),
  VIRTUAL("signs of virtual threads", Format.COUNT),
  CARRIERS("carriers of virtual threads", Format.COUNT),
  CARRIER_BUSY("CPU time of carriers, of their time", Format.SHARE),
  PINS("pinned virtual threads", Format.COUNT),
  PINNED("time carriers were pinned, of their time", Format.SHARE),
  SAMPLES("samples of running threads", Format.COUNT),
  WAITING_CODE("samples in sockets, selectors and the scheduling of virtual threads", Format.SHARE),
  READS("socket reads per second", Format.NUMBER),
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
