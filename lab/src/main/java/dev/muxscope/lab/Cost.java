package dev.muxscope.lab;

import dev.muxscope.report.Table.Format;

/// What a request costs the server: the columns of the [Ledger], in the order they are shown. Every
/// table and every file that tells them iterates over these.
enum Cost {
  CPU(
      "serverCpuNanosPerRequest",
      "CPU",
      Format.NANOS,
      "CPU time of all the server's threads, exact from the kernel's clock of the process"),
  USER(
      "userNanosPerRequest",
      "user",
      Format.NANOS,
      "CPU time outside of the kernel: an estimate, as the kernel only samples where time goes"),
  SYSTEM("systemNanosPerRequest", "system", Format.NANOS, "CPU time in the kernel, likewise"),
  VOLUNTARY(
      "voluntarySwitchesPerRequest",
      "voluntary switches",
      Format.NUMBER,
      "context switches of threads that had to wait"),
  INVOLUNTARY(
      "involuntarySwitchesPerRequest",
      "involuntary switches",
      Format.NUMBER,
      "context switches of threads that were made to let others run"),
  RUN_QUEUE(
      "runQueueNanosPerRequest",
      "run queue",
      Format.NANOS,
      "time in which threads could have run and no processor was free"),
  READ_CALLS(
      "readCallsPerRequest",
      "read calls",
      Format.NUMBER,
      "read system calls on whatever file, as the kernel counts them in /proc/PID/io: sockets, but"
          + " also what wakes threads up"),
  WRITE_CALLS("writeCallsPerRequest", "write calls", Format.NUMBER, "write system calls; likewise"),
  READS(
      "serverReadsPerRequest",
      "reads",
      Format.NUMBER,
      "reads that the server's code asked for, by its own count"),
  EMPTY_READS(
      "serverEmptyReadsPerRequest",
      "empty reads",
      Format.NUMBER,
      "those of them that found nothing"),
  WRITES(
      "serverWritesPerRequest", "writes", Format.NUMBER, "writes that the server's code asked for"),
  SELECTS(
      "selectsPerRequest",
      "selects",
      Format.NUMBER,
      "selects by the server's own count; where the JDK or the kernel waits, nobody counts them"),
  ALLOCATED(
      "allocatedBytesPerRequest", "allocated", Format.BYTES, "Java objects, by the JVM's count");

  private final String jsonName;
  private final String label;
  private final Format format;
  private final String meaning;

  Cost(String jsonName, String label, Format format, String meaning) {
    this.jsonName = jsonName;
    this.label = label;
    this.format = format;
    this.meaning = meaning;
  }

  /// Its stable name in `results.json`, with its unit.
  String jsonName() {
    return jsonName;
  }

  /// The head of its column; it is understood that figures are per request.
  String label() {
    return label;
  }

  Format format() {
    return format;
  }

  /// What it is and who counted it, in half a sentence.
  String meaning() {
    return meaning;
  }
}
