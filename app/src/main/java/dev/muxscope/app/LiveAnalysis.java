package dev.muxscope.app;

import dev.muxscope.analytics.LiveReader;
import dev.muxscope.analytics.RecordingSummary;
import dev.muxscope.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// `analyze --attach`: records in a running JVM, shows what it records, and ends with the report.
final class LiveAnalysis {

  private LiveAnalysis() {}

  /// Watches until the time is over, the process ends or a signal comes.
  ///
  /// @param maker makes the report, also those shown meanwhile
  /// @throws IOException if the process cannot be attached to, or does not record
  static int run(
      Arguments arguments,
      Function<List<RecordingSummary>, Report> maker,
      ReportOutput output,
      Console console)
      throws UsageException, IOException, InterruptedException {
    arguments.expectOperands(0, 0);
    Optional<Duration> duration = duration(arguments);
    TargetJvm jvm = TargetJvm.of(arguments.number("attach", 1, Integer.MAX_VALUE));
    LiveScreen screen = LiveScreen.of(output, maker, console.out());
    Signals signals = Signals.handle();
    RecordingSummary summary;
    try (RemoteRecording recording = RemoteRecording.start(jvm, duration)) {
      console.err().println("muxscope: recording in process " + jvm.pid() + ", Ctrl-C ends it");
      summary = watch(recording, duration, screen, signals, console);
    }
    screen.clear();
    output.print(maker.apply(List.of(summary)), summary.problems(), console);
    return summary.problems().isEmpty() ? Main.FINE : Main.FAILED;
  }

  private static Optional<Duration> duration(Arguments arguments) throws UsageException {
    if (!arguments.has("duration")) {
      return Optional.empty();
    }
    Duration duration = arguments.duration("duration");
    if (duration.isZero()) {
      throw new UsageException("--duration takes a time over 0");
    }
    return Optional.of(duration);
  }

  private static RecordingSummary watch(
      RemoteRecording recording,
      Optional<Duration> duration,
      LiveScreen screen,
      Signals signals,
      Console console)
      throws IOException, InterruptedException {
    TargetJvm jvm = recording.jvm();
    String name = "process " + jvm.pid() + (jvm.command().isBlank() ? "" : ", " + mainOf(jvm));
    LiveReader reader =
        LiveReader.start(name, recording.repository(), recording.start(), screen::show);
    CompletableFuture<?> death =
        ProcessHandle.of(jvm.pid())
            .<CompletableFuture<?>>map(ProcessHandle::onExit)
            .orElseGet(() -> CompletableFuture.completedFuture(null))
            .thenRun(() -> ended(jvm, signals, console));
    try (reader) {
      duration.ifPresent(time -> releaseAfter(time, signals));
      signals.await();
    } finally {
      death.cancel(false);
    }
    return reader.summary();
  }

  private static void ended(TargetJvm jvm, Signals signals, Console console) {
    console.err().println("muxscope: process " + jvm.pid() + " has ended");
    signals.release();
  }

  private static void releaseAfter(Duration time, Signals signals) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            Thread.sleep(time);
            signals.release();
          } catch (InterruptedException _) {
            // Nobody interrupts it.
          }
        });
  }

  // The main class without its package, or the module or archive.
  private static String mainOf(TargetJvm jvm) {
    String first = jvm.command().split(" ", 2)[0];
    if (first.endsWith(".jar")) {
      return String.valueOf(Path.of(first).getFileName());
    }
    return first.substring(first.lastIndexOf('.') + 1);
  }
}
