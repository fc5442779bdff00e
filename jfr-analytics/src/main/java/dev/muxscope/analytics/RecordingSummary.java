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

  private final String name;
  private final Path file;
  private final Coverage coverage;
  private final Map<String, Long> typeIds;
  private final Map<String, Long> counts;
  private final List<Collector> collectors;
  private final List<String> problems;

  RecordingSummary(
      String name, Path file, Coverage coverage, Intake intake, List<String> problems) {
    this.name = name;
    this.file = file;
    this.coverage = coverage;
    this.typeIds = Map.copyOf(intake.typeIds());
    this.counts = Map.copyOf(intake.counts());
    this.collectors = List.copyOf(intake.collectors());
    this.problems = List.copyOf(problems);
  }

  /// What to call it: the name of its file or directory.
  public String name() {
    return name;
  }

  /// The file or directory it was read from, the first of several.
  public Path file() {
    return file;
  }

  /// What of the recording could not be read, or could not be used, a sentence for each thing;
  /// empty if all was. The figures are those of the rest.
  public List<String> problems() {
    return problems;
  }

  /// The server's mode, as `select`; empty for an application that is not Muxscope.
  public String mode() {
    return collected(RunFacts.class).mode();
  }

  /// When the recording began.
  public Instant start() {
    return Instant.ofEpochSecond(0, coverage.start());
  }

  /// From the recording's beginning to its end, without the gaps between its files.
  public Duration duration() {
    return Duration.ofNanos(coverage.nanos());
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

  /// Whether events of a type would be here had they happened: it was on, or there are some. The
  /// JDK's own settings have the timing of methods on, and name no method.
  boolean recorded(String type) {
    return count(type) > 0
        || (collected(RunFacts.class).isEnabled(typeId(type))
            && (!type.equals("jdk.MethodTiming") || timesMethods(typeId(type))));
  }

  private boolean timesMethods(long timing) {
    return !collected(ActiveSettings.class).of(timing, "filter").isBlank();
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

  /// The recording's length in nanoseconds, without the gaps between its files.
  long nanos() {
    return coverage.nanos();
  }

  long startNanos() {
    return coverage.start();
  }

  /// When it was recorded.
  Coverage coverage() {
    return coverage;
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

  /// How many a second `count` in the whole recording are.
  double perSecond(double count) {
    return ratio(count * 1e9, (double) nanos());
  }

  /// The same as [#perSecond(double)].
  double perSecond(long count) {
    return perSecond((double) count);
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
