package dev.muxscope.analytics;

import dev.muxscope.report.Table;
import dev.muxscope.report.Table.Column;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The table of what ran and how it was recorded.
final class Facts {

  private Facts() {}

  static Table table(RecordingSummary recording) {
    List<List<Object>> rows =
        of(recording).entrySet().stream()
            .<List<Object>>map(fact -> List.of(fact.getKey(), fact.getValue()))
            .toList();
    return new Table("run", "", List.of(text("what"), text("value")), rows);
  }

  static Table table(RecordingSummary a, RecordingSummary b, String labelA, String labelB) {
    Map<String, String> ofA = of(a);
    Map<String, String> ofB = of(b);
    Set<String> names = new LinkedHashSet<>(ofA.keySet());
    names.addAll(ofB.keySet());
    List<List<Object>> rows =
        names.stream()
            .<List<Object>>map(
                name -> List.of(name, ofA.getOrDefault(name, "-"), ofB.getOrDefault(name, "-")))
            .toList();
    return new Table("run", "", List.of(text("what"), text(labelA), text(labelB)), rows);
  }

  static String started(RecordingSummary recording) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'")
        .format(recording.start().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
  }

  static String length(RecordingSummary recording) {
    return Values.format(recording.nanos(), Format.NANOS);
  }

  private static Map<String, String> of(RecordingSummary recording) {
    RunFacts run = recording.collected(RunFacts.class);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("file", recording.name());
    facts.putAll(run.facts());
    facts.put("started", started(recording));
    facts.put("length", length(recording));
    facts.put("events", Values.format(recording.events(), Format.COUNT));
    putRequests(facts, recording);
    putProcessors(facts, recording.collected(Processors.class));
    double load = recording.collected(Surroundings.class).ownLoad();
    if (!Double.isNaN(load)) {
      facts.put("processors the JVM used", Values.format(load, Format.SHARE) + " of the machine's");
    }
    facts.put("events lost", Values.format(run.lostBytes(), Format.BYTES));
    return facts;
  }

  private static void putProcessors(Map<String, String> facts, Processors processors) {
    if (processors.usable() < processors.machine()) {
      String usable = Values.format(Math.round(processors.usable()), Format.COUNT);
      facts.put("processors the JVM may use", "at most " + usable);
    }
    if (processors.available() < processors.usable()) {
      String time = Values.format(processors.available(), Format.NUMBER);
      facts.put("container's quota", "the time of " + time + " processors");
    }
  }

  private static void putRequests(Map<String, String> facts, RecordingSummary recording) {
    Series requests = recording.requestSeries();
    if (requests.first() == requests.last()) {
      return;
    }
    IoCounters counters = recording.collected(IoCounters.class);
    facts.put("requests", Values.format(recording.requests(), Format.COUNT));
    facts.put("requests per second", Values.format(recording.requestsPerSecond(), Format.NUMBER));
    facts.put("counted for", Values.format(requests.last() - requests.first(), Format.NANOS));
    facts.put(
        "most connections open", Values.format(counters.of("connections").max(), Format.COUNT));
    facts.put("bytes read per request", perRequest(recording, counters.of("bytesRead")));
    facts.put("bytes written per request", perRequest(recording, counters.of("bytesWritten")));
  }

  private static String perRequest(RecordingSummary recording, Series counter) {
    return Values.format(recording.perRequest(counter), Format.BYTES);
  }

  private static Column text(String label) {
    return new Column(label, Format.TEXT);
  }
}
