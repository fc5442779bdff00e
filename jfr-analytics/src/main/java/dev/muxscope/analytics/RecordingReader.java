package dev.muxscope.analytics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.EventType;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// Reads a Flight Recorder recording of any Java application into a [RecordingSummary], in one pass
/// and in memory that does not grow with the number of events.
///
/// Owned by the thread that calls [#read(Path)].
public final class RecordingReader {

  private final Path file;
  private final List<Collector> collectors = Collectors.all();
  private final Map<String, Channel> byName = new HashMap<>();
  // A type is another object in every chunk, so names are looked up once a chunk, not once an
  // event.
  private final IdentityHashMap<EventType, Channel> byType = new IdentityHashMap<>();
  private long events;

  private RecordingReader(Path file) {
    this.file = file;
    for (Collector collector : collectors) {
      collector.types().forEach(type -> byName.put(type, new Channel(List.of(collector))));
    }
  }

  /// Reads the whole of `file`.
  ///
  /// @throws RecordingException if it is missing, not a file, empty, not a recording, truncated,
  ///   damaged or not readable
  public static RecordingSummary read(Path file) throws RecordingException {
    return new RecordingReader(file).readAll();
  }

  private RecordingSummary readAll() throws RecordingException {
    Chunks chunks = openable();
    try {
      Map<String, Long> types = readEvents();
      if (chunks.isSound()) {
        return new RecordingSummary(file, chunks, types, counts(), collectors);
      }
    } catch (IOException | RuntimeException e) {
      // The parser answers a damaged file with whatever went wrong inside it, unchecked or not.
      String problem = chunks.isSound() ? "is damaged" : chunks.problem();
      throw new RecordingException(brokenBecause(problem), e);
    }
    throw new RecordingException(brokenBecause(chunks.problem()));
  }

  private Chunks openable() throws RecordingException {
    if (!Files.exists(file)) {
      throw new RecordingException(file + " does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new RecordingException(file + " is a directory: name a recording, a .jfr file");
    }
    try {
      if (Files.size(file) == 0 && Files.isRegularFile(file)) {
        throw new RecordingException(
            file + " is empty: the recording was not stopped or dumped before it was copied");
      }
      Chunks chunks = Chunks.of(file);
      if (chunks.problem().startsWith("is not a Flight Recorder")) {
        throw new RecordingException(file + " " + chunks.problem());
      }
      return chunks;
    } catch (IOException | RuntimeException e) {
      throw new RecordingException(file + " cannot be read: " + reason(e), e);
    }
  }

  private Map<String, Long> readEvents() throws IOException {
    try (RecordingFile recording = new RecordingFile(file)) {
      Map<String, Long> ids = new HashMap<>();
      for (EventType type : recording.readEventTypes()) {
        ids.put(type.getName(), type.getId());
      }
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        channel(event.getEventType()).accept(event);
        events++;
      }
      return ids;
    }
  }

  private Channel channel(EventType type) {
    Channel known = byType.get(type);
    if (known != null) {
      return known;
    }
    Channel channel = byName.computeIfAbsent(type.getName(), _ -> new Channel(List.of()));
    byType.put(type, channel);
    return channel;
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    byName.forEach((name, channel) -> counts.put(name, channel.count));
    return counts;
  }

  private String brokenBecause(String problem) {
    String read =
        events == 0
            ? "none of its events could be read"
            : String.format(Locale.ROOT, "only its first %,d events could be read", events);
    return file + " " + problem + "; " + read + ": copy it once the recording has been stopped";
  }

  private static String reason(Exception e) {
    String type = e.getClass().getSimpleName();
    return e.getMessage() == null
        ? type
        : type + ", " + e.getMessage().lines().findFirst().orElse("");
  }

  /// Where the events of one type go.
  private static final class Channel {

    private final List<Collector> collectors;
    private long count;

    Channel(List<Collector> collectors) {
      this.collectors = collectors;
    }

    void accept(RecordedEvent event) {
      count++;
      for (Collector collector : collectors) {
        collector.accept(event);
      }
    }
  }
}
