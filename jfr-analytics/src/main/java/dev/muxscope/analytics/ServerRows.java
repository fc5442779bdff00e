package dev.muxscope.analytics;

import static dev.muxscope.analytics.RecordingSummary.ratio;

import dev.muxscope.analytics.Connections.Closed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Rows of the server's own events.
final class ServerRows {

  static final String ALL_CALLS = "reads, writes and selects";
  static final String SELECT = "select";
  static final String PROCESS = "process";
  static final String READY = "ready sockets";
  static final String REQUESTS = "requests";

  private ServerRows() {}

  static List<List<Object>> calls(RecordingSummary recording) {
    IoCounters counters = recording.collected(IoCounters.class);
    if (counters.requests().first() == counters.requests().last()) {
      return List.of();
    }
    double selects = counters.of("selects").total();
    double reads = counters.of("reads").total();
    double writes = counters.of("writes").total();
    return List.of(
        call(recording, "selects", selects),
        call(recording, "reads", reads),
        call(recording, "reads that found nothing", counters.of("emptyReads").total()),
        call(recording, "writes", writes),
        call(recording, "writes the kernel cut short", counters.of("partialWrites").total()),
        call(recording, "accepts", counters.of("accepts").total()),
        call(recording, ALL_CALLS, selects + reads + writes));
  }

  private static List<Object> call(RecordingSummary recording, String name, double calls) {
    return List.of(name, Math.round(calls), recording.perRequest(calls));
  }

  static List<List<Object>> loopTime(RecordingSummary recording) {
    LoopTicks ticks = recording.collected(LoopTicks.class);
    if (ticks.ready().count() == 0) {
      return List.of();
    }
    double whole = ticks.selectTime().sum() + ticks.processTime().sum();
    return List.of(
        part(recording, SELECT, ticks.selectTime(), whole),
        part(recording, PROCESS, ticks.processTime(), whole));
  }

  private static List<Object> part(
      RecordingSummary recording, String name, Histogram times, double whole) {
    return List.of(
        name,
        times.sum(),
        ratio(times.sum(), whole),
        recording.perRequest(times.sum()),
        times.mean(),
        times.percentile(0.5),
        times.percentile(0.99),
        times.max());
  }

  static List<List<Object>> readySets(RecordingSummary recording) {
    LoopTicks ticks = recording.collected(LoopTicks.class);
    if (ticks.ready().count() == 0) {
      return List.of();
    }
    return List.of(
        sizes(READY, ticks.ready()),
        sizes("reads", ticks.reads()),
        sizes("writes", ticks.writes()),
        sizes(REQUESTS, ticks.requests()));
  }

  private static List<Object> sizes(String name, Histogram sizes) {
    return List.of(
        name,
        sizes.mean(),
        sizes.percentile(0.5),
        sizes.percentile(0.99),
        sizes.max(),
        ratio(sizes.zeros(), sizes.count()));
  }

  static List<List<Object>> latency(RecordingSummary recording) {
    List<List<Object>> rows = new ArrayList<>();
    recording
        .collected(Latencies.class)
        .seconds()
        .forEach((percentile, seconds) -> {
          if (seconds.count() > 0) {
            rows.add(List.of(percentile, seconds.percentile(0.5), seconds.max()));
          }
        });
    return rows;
  }

  static List<List<Object>> slowRequests(RecordingSummary recording) {
    return commands(recording, recording.collected(CommandTimes.class).requests());
  }

  static List<List<Object>> stalls(RecordingSummary recording) {
    return commands(recording, recording.collected(CommandTimes.class).stalls());
  }

  private static List<List<Object>> commands(
      RecordingSummary recording, Map<Long, Amount> byCommand) {
    RunFacts facts = recording.collected(RunFacts.class);
    return byCommand.entrySet().stream()
        .sorted(Comparator.comparingLong(command -> -command.getValue().count()))
        .<List<Object>>map(command ->
            List.of(
                facts.command(command.getKey()),
                command.getValue().count(),
                recording.perSecond(command.getValue().count()),
                command.getValue().mean(),
                command.getValue().max()))
        .toList();
  }

  static List<List<Object>> connections(RecordingSummary recording) {
    return recording.collected(Connections.class).byReason().entrySet().stream()
        .sorted(Comparator.comparingLong(reason -> -reason.getValue().lifetime().count()))
        .map(reason -> closed(recording, reason.getKey(), reason.getValue()))
        .toList();
  }

  private static List<Object> closed(RecordingSummary recording, String reason, Closed closed) {
    return List.of(
        reason,
        closed.lifetime().count(),
        recording.perSecond(closed.lifetime().count()),
        closed.requests().mean(),
        closed.bytes().mean(),
        closed.lifetime().mean(),
        closed.lifetime().max());
  }
}
