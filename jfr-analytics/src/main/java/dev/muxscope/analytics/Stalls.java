package dev.muxscope.analytics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;

/// The longest stalls, and what may have fallen into them: slow requests, pauses of garbage
/// collection, safepoints. Of each only the longest are kept, since events come in no order of time
/// and what falls into a long stall is mostly long.
///
/// Filled by the thread that reads the recording; read-only afterwards.
final class Stalls implements Collector {

  private static final int STALLS = 32;
  private static final int OTHERS = 2_000;

  /// How many samples of running threads are kept, the first ones.
  static final int SAMPLES = 200_000;

  private static final String NOT_KNOWN = "not known";

  private static final String SAFEPOINT = "jdk.ExecuteVMOperation";

  private final Longest<Stall> stalls = new Longest<>(STALLS, stall -> stall.span.length());
  private final Longest<Span> requests = new Longest<>(OTHERS, Span::length);
  private final Longest<Span> pauses = new Longest<>(OTHERS, Span::length);
  private final Longest<Span> safepoints = new Longest<>(OTHERS, Span::length);
  private final Samples samples = new Samples();

  @Override
  public List<String> types() {
    return List.of(
        CommandTimes.STALL,
        CommandTimes.REQUEST,
        Pauses.PHASE,
        SAFEPOINT,
        "jdk.CPUTimeSample",
        "jdk.ExecutionSample");
  }

  @Override
  public void accept(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case CommandTimes.STALL -> stalls.add(Stall.of(event));
      case CommandTimes.REQUEST -> requests.add(request(event));
      case Pauses.PHASE -> pauses.add(Span.of(event, event.getString("name")));
      case SAFEPOINT -> acceptOperation(event);
      case "jdk.CPUTimeSample" -> samples.add(event, "eventThread");
      default -> samples.add(event, "sampledThread");
    }
  }

  private static Span request(RecordedEvent event) {
    return Span.of(event, Long.toString(event.getLong("command")), event.getLong("connection"));
  }

  private void acceptOperation(RecordedEvent event) {
    if (event.getBoolean("safepoint")) {
      safepoints.add(Span.of(event, event.getString("operation")));
    }
  }

  /// The longest stalls, at most 32, the longest first.
  List<Stall> longest() {
    return stalls.list();
  }

  /// How many stalls there were.
  long count() {
    return stalls.seen();
  }

  /// Slow requests of other connections that ran at the same time.
  List<Span> requestsDuring(Stall stall) {
    return during(requests, stall).stream()
        .filter(request -> request.connection() != stall.span.connection())
        .toList();
  }

  /// Pauses of garbage collection in a stall.
  List<Span> pausesDuring(Stall stall) {
    return during(pauses, stall);
  }

  /// The longest pauses of garbage collections, at most 2,000, the longest first.
  List<Span> pauses() {
    return pauses.list();
  }

  /// Operations of the JVM at a safepoint in a stall.
  List<Span> safepointsDuring(Stall stall) {
    return during(safepoints, stall);
  }

  /// The application's frame that the thread was seen in most often during a stall; empty if it was
  /// never seen running, `not known` after the samples that are kept.
  String seenIn(Stall stall) {
    return samples.firstDropped <= stall.span.end()
        ? NOT_KNOWN
        : samples.mostFrequent(stall.threadId, stall.span.start(), stall.span.end());
  }

  private static List<Span> during(Longest<Span> spans, Stall stall) {
    return spans.list().stream()
        .filter(span -> span.overlap(stall.span.start(), stall.span.end()) > 0)
        .toList();
  }

  /// A callback that held its thread.
  ///
  /// @param span when, and for which connection
  /// @param command the command's index
  /// @param thread the thread's name; may be empty
  /// @param threadId the thread's id in Java; -1 if not known
  record Stall(Span span, long command, String thread, long threadId) {

    private static Stall of(RecordedEvent event) {
      RecordedThread thread = event.getThread();
      String name = thread == null ? null : thread.getJavaName();
      return new Stall(
          Span.of(event, CommandTimes.STALL, event.getLong("connection")),
          event.getLong("command"),
          name == null ? "" : name,
          thread == null ? -1 : thread.getJavaThreadId());
    }
  }

  /// When which thread ran what, of the first samples.
  private static final class Samples {

    private final List<String> frames = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private long[] times = new long[64];
    private long[] threads = new long[64];
    private int[] frame = new int[64];
    private int size;
    private long firstDropped = Long.MAX_VALUE;

    void add(RecordedEvent event, String threadField) {
      RecordedThread thread = event.getThread(threadField);
      if (thread == null) {
        return;
      }
      if (size == SAMPLES) {
        firstDropped = Math.min(firstDropped, Series.nanos(event));
        return;
      }
      if (size == times.length) {
        times = Arrays.copyOf(times, 2 * size);
        threads = Arrays.copyOf(threads, 2 * size);
        frame = Arrays.copyOf(frame, 2 * size);
      }
      times[size] = Series.nanos(event);
      threads[size] = thread.getJavaThreadId();
      frame[size++] = number(Frames.application(event.getStackTrace()));
    }

    private int number(String name) {
      return numbers.computeIfAbsent(
          name,
          _ -> {
            frames.add(name);
            return frames.size() - 1;
          });
    }

    String mostFrequent(long thread, long from, long to) {
      Map<String, Amount> seen = new HashMap<>();
      for (int i = 0; i < size; i++) {
        if (threads[i] == thread && times[i] >= from && times[i] <= to) {
          seen.computeIfAbsent(frames.get(frame[i]), _ -> new Amount()).add(1);
        }
      }
      return Rows.mostOften(seen);
    }
  }
}
