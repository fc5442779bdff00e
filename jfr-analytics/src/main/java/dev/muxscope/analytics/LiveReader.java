package dev.muxscope.analytics;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/// Reads what another JVM of this machine records while it records, into the same figures as a
/// recording that has ended.
///
/// The stream's own thread feeds the collectors and shows them; [#close()] waits for it.
public final class LiveReader implements AutoCloseable {

  private static final long SHOW_NANOS = Duration.ofMillis(500).toNanos();

  private final String name;
  private final Path repository;
  private final Instant start;
  private final Consumer<RecordingSummary> screen;
  private final EventStream stream;
  private final Intake intake = new Intake();
  private final List<String> problems = new ArrayList<>();
  private long shown = System.nanoTime();
  private @Nullable Instant first;
  private Instant end;

  private LiveReader(String name, Path repository, Instant start, Consumer<RecordingSummary> screen)
      throws IOException {
    this.name = name;
    this.repository = repository;
    this.start = start;
    this.screen = screen;
    end = start;
    stream = EventStream.openRepository(repository);
  }

  /// Starts to read.
  ///
  /// @param name what to call the recording
  /// @param repository the directory that the JVM records into; its recorder has to be on
  /// @param start earlier events are left out
  /// @param screen is shown the recording so far, about once a second, on the stream's thread; it
  ///   must not keep what it is shown, since reading goes on
  /// @throws IOException if the directory cannot be read
  public static LiveReader start(
      String name, Path repository, Instant start, Consumer<RecordingSummary> screen)
      throws IOException {
    LiveReader reader = new LiveReader(name, repository, start, screen);
    reader.startAsync();
    return reader;
  }

  private void startAsync() {
    stream.setStartTime(start);
    // No collector keeps events, nor needs them in the order of time.
    stream.setReuse(true);
    stream.setOrdered(false);
    stream.onMetadata(event -> intake.begin(event.getEventTypes()));
    stream.onEvent(this::accept);
    stream.onError(this::failed);
    stream.onFlush(this::flushed);
    stream.startAsync();
  }

  void accept(RecordedEvent event) {
    if (first == null) {
      // What ends now may have begun long before.
      Instant begun = event.getStartTime();
      first = begun.isBefore(start) ? start : begun;
    }
    intake.accept(event);
  }

  private void failed(Throwable error) {
    problems.add(name + " sent what cannot be read: " + error.getMessage());
  }

  private void flushed() {
    end = Instant.now();
    if (System.nanoTime() - shown >= SHOW_NANOS) {
      shown = System.nanoTime();
      screen.accept(summary());
    }
  }

  /// Stops reading, without what was not written yet: up to a second.
  @Override
  public void close() {
    stream.close();
    try {
      stream.awaitTermination();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// What was read, once this is closed.
  public RecordingSummary summary() {
    List<String> all = new ArrayList<>(problems);
    all.addAll(intake.problems());
    // The JVM may take a second to begin; what it has to tell of itself comes first.
    Coverage coverage = Coverage.between(first == null ? start : first, end);
    return new RecordingSummary(name, repository, coverage, intake, all);
  }
}
