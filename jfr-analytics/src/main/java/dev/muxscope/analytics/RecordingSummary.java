package dev.muxscope.analytics;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a recording adds up to: the input of [Analysis].
///
/// Not to be changed once read, and so safe to share between threads.
public final class RecordingSummary {

  private final Path file;
  private final Chunks chunks;
  private final Map<String, Long> typeIds;
  private final Map<String, Long> counts;
  private final List<Collector> collectors;

  RecordingSummary(
      Path file,
      Chunks chunks,
      Map<String, Long> typeIds,
      Map<String, Long> counts,
      List<Collector> collectors) {
    this.file = file;
    this.chunks = chunks;
    this.typeIds = Map.copyOf(typeIds);
    this.counts = Map.copyOf(counts);
    this.collectors = List.copyOf(collectors);
  }

  /// The file it was read from.
  public Path file() {
    return file;
  }

  /// The server's mode, as `select`; empty for an application that is not Muxscope.
  public String mode() {
    return collected(RunFacts.class).mode();
  }

  /// When the recording began.
  public Instant start() {
    return Instant.ofEpochSecond(0, chunks.start());
  }

  /// From the recording's beginning to its end.
  public Duration duration() {
    return Duration.ofNanos(chunks.end() - chunks.start());
  }

  /// Events of all types.
  public long events() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Requests answered between the first and the last sample of the server's counters; 0 where
  /// there are none.
  public long requests() {
    return Math.round(requestSeries().total());
  }

  /// Requests a second between these samples, `NaN` where there are none.
  public double requestsPerSecond() {
    return requestSeries().medianRate() * 1e9;
  }

  /// The collector of a class, filled.
  <C extends Collector> C collected(Class<C> type) {
    for (Collector collector : collectors) {
      if (type.isInstance(collector)) {
        return type.cast(collector);
      }
    }
    throw new IllegalArgumentException("no " + type.getSimpleName() + " in Collectors.all()");
  }

  /// Whether events of a type would be here had they happened: it was on, or there are some.
  boolean recorded(String type) {
    long id = typeIds.getOrDefault(type, -1L);
    return counts.getOrDefault(type, 0L) > 0 || collected(RunFacts.class).isEnabled(id);
  }

  /// The id of an event type in the recording, -1 if it is not there.
  long typeId(String type) {
    return typeIds.getOrDefault(type, -1L);
  }

  /// The names of all event types the recording knows.
  Set<String> types() {
    return typeIds.keySet();
  }

  /// How many events of a type there are.
  long count(String type) {
    return counts.getOrDefault(type, 0L);
  }

  /// The recording's length in nanoseconds.
  long nanos() {
    return chunks.end() - chunks.start();
  }

  long startNanos() {
    return chunks.start();
  }

  /// `total` over the requests between the first and last sample of the counters; `NaN` without.
  ///
  /// What is summed over the whole recording, as a pause, may lie up to a second outside them.
  double perRequest(double total) {
    return ratio(total, requestSeries().total());
  }

  /// `total`, counted between two times, over the requests of the same time; `NaN` without any.
  double perRequest(double total, long from, long to) {
    Series requests = requestSeries();
    return ratio(total, requests.between(requests.sampleNear(from), requests.sampleNear(to)));
  }

  /// A counter over the requests of the time both were sampled in; `NaN` without any.
  double perRequest(Series counter) {
    Series requests = requestSeries();
    long from = Math.max(counter.first(), requests.first());
    long to = Math.min(counter.last(), requests.last());
    return ratio(counter.between(from, to), requests.between(from, to));
  }

  Series requestSeries() {
    return collected(IoCounters.class).requests();
  }

  /// A total as [#perRequest(double)].
  double perRequest(long total) {
    return perRequest((double) total);
  }

  /// `part / whole`, and `NaN` rather than infinity for an empty whole.
  static double ratio(double part, double whole) {
    return whole > 0 ? part / whole : Double.NaN;
  }

  /// A ratio as [#ratio(double, double)].
  static double ratio(long part, long whole) {
    return ratio((double) part, (double) whole);
  }
}
