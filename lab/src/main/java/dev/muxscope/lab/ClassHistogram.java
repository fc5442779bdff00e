package dev.muxscope.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What lives in the heap of another JVM, by the `GC.class_histogram` of `jcmd`, which collects all
/// of its garbage before it counts.
///
/// @param liveBytes of all objects, without those that the collector fills gaps with: the serial
///   collector leaves some garbage where it lies, and counts it; `NaN` if nothing tells
/// @param stackChunkBytes of the stacks of virtual threads; `NaN` if nothing tells
record ClassHistogram(double liveBytes, double stackChunkBytes) {

  static final ClassHistogram NONE = new ClassHistogram(Double.NaN, Double.NaN);

  private static final Pattern ROW = Pattern.compile(" *\\d+: +\\d+ +(\\d+) +(\\S+).*");
  private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+) *");
  private static final String STACK_CHUNK = "jdk.internal.vm.StackChunk";
  private static final String FILLER = "\\[?L?jdk\\.internal\\.vm\\.Filler(Object|Element);?";
  private static final Duration MOST = Duration.ofSeconds(20);

  /// Asks a JVM: another one than this, which would stand still until this has read what it writes.
  ///
  /// @param jcmd of the same JDK
  /// @return [#NONE] if there is no such tool, or no such JVM
  static ClassHistogram of(Path jcmd, long pid, Children children) throws InterruptedException {
    if (!Files.isExecutable(jcmd)) {
      return NONE;
    }
    List<String> command = List.of(jcmd.toString(), Long.toString(pid), "GC.class_histogram");
    try (ChildProcess child = ChildProcess.start("jcmd", command, children)) {
      List<String> lines = new ArrayList<>();
      do {
        lines.add(child.awaitLine(_ -> true, "the end of its histogram", MOST));
      } while (!TOTAL.matcher(lines.getLast()).matches());
      child.awaitExit(MOST);
      return parse(lines);
    } catch (LabException _) {
      return NONE;
    }
  }

  /// @param lines that `jcmd` prints
  static ClassHistogram parse(List<String> lines) {
    double total = Double.NaN;
    double chunks = 0;
    double fillers = 0;
    for (String line : lines) {
      Matcher row = ROW.matcher(line);
      Matcher last = TOTAL.matcher(line);
      if (last.matches()) {
        total = Double.parseDouble(last.group(1));
      } else if (row.matches() && row.group(2).equals(STACK_CHUNK)) {
        chunks += Double.parseDouble(row.group(1));
      } else if (row.matches() && row.group(2).matches(FILLER)) {
        fillers += Double.parseDouble(row.group(1));
      }
    }
    return Double.isNaN(total) ? NONE : new ClassHistogram(total - fillers, chunks);
  }
}
