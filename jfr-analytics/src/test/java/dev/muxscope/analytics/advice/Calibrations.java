package dev.muxscope.analytics.advice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Locale;

/// A calibration of servers that never ran: a read costs 4 µs more on virtual threads than by
/// select, and 2 µs more on platform threads.
final class Calibrations {

  private static final String LABELS =
      "load,mode,cpu-ns,reads,requests-per-second,cores,connections";

  private Calibrations() {}

  static Calibration exact() {
    return read(text());
  }

  static String text() {
    StringBuilder csv = new StringBuilder("# a made-up machine\n" + LABELS + "\n");
    for (int connections : new int[] {1, 16, 64, 256, 1024, 4000}) {
      for (int pipeline : new int[] {1, 16}) {
        for (int spin : new int[] {0, 50, 200}) {
          add(csv, connections, pipeline, spin);
        }
      }
    }
    return csv.toString();
  }

  private static void add(StringBuilder csv, int connections, int pipeline, int spin) {
    String work = spin == 0 ? "none" : "spin" + spin;
    String load = "c%d a%d r2000 b0 p%d %s".formatted(connections, connections, pipeline, work);
    double reads = 1.0 / pipeline;
    double select = 1_000 * spin + 500 + reads * (2_000 + connections);
    row(csv, load, "select", select, reads, connections);
    row(csv, load, "vthreads", select + 4_000 * reads, reads, connections);
    row(csv, load, "threads", select + 2_000 * reads, reads, connections);
  }

  private static void row(
      StringBuilder csv, String load, String mode, double cpu, double reads, int connections) {
    csv.append(
        String.format(
            Locale.ROOT,
            "%s,%s,%s,%s,2000,%s,%d%n",
            load,
            mode,
            cpu,
            reads,
            cpu * 2_000 / 1e9,
            connections));
  }

  static Calibration read(String csv) {
    try {
      return Calibration.read(new BufferedReader(new StringReader(csv)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
