package dev.muxscope.analytics.advice;

/// A figure that a recording of one of Muxscope's own servers holds about the time it was under
/// load.
public enum Measure {
  /// Nanoseconds of CPU per request, in all threads but the JVM's compilers and Flight Recorder.
  CPU("cpu-ns"),
  /// Nanoseconds of CPU per request in event loops.
  LOOP_CPU("loop-ns"),
  /// Nanoseconds of CPU per request in platform threads of connections.
  CONNECTION_CPU("connection-ns"),
  /// Nanoseconds of CPU per request in carriers of virtual threads.
  CARRIER_CPU("carrier-ns"),
  /// Nanoseconds of CPU per request in pollers of virtual threads.
  POLLER_CPU("poller-ns"),
  /// Reads per request that found something: about one over the pipeline's length.
  READS("reads"),
  /// Writes per request.
  WRITES("writes"),
  /// Selects per request of the server's own loops.
  SELECTS("selects"),
  /// Mounts of virtual threads per request.
  MOUNTS("mounts"),
  /// Waits of the JDK's pollers per request.
  POLLS("polls"),
  /// Turns on a processor per request, of all threads that [#CPU] counts.
  SWITCHES("switches"),
  /// Nanoseconds per request that these threads were ready to run and had no processor.
  RUN_QUEUE("run-queue-ns"),
  /// Bytes read and written per request.
  BYTES("bytes"),
  /// Open connections, at most.
  CONNECTIONS("connections"),
  /// Requests per second.
  RATE("requests-per-second"),
  /// Processors in use by what [#CPU] counts.
  CORES("cores");

  private final String label;

  Measure(String label) {
    this.label = label;
  }

  /// Its name in tables and files, with the unit.
  public String label() {
    return label;
  }
}
