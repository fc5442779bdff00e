package dev.muxscope.analytics;

import dev.muxscope.report.Table.Format;
import dev.muxscope.report.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
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
      for (String type : collector.types()) {
        byName.computeIfAbsent(type, _ -> new Channel(new ArrayList<>())).collectors.add(collector);
      }
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
    Chunks chunks = soundChunks();
    try {
      return new RecordingSummary(file, chunks, readEvents(), counts(), collectors);
    } catch (IOException | RuntimeException | Error e) {
      // The parser answers a damaged file with whatever went wrong inside it, InternalError too.
      String read =
          events == 0
              ? "none of its events could be read"
              : "only its first " + Values.format(events, Format.COUNT) + " events could be read";
      throw new RecordingException(file + " is damaged: " + read, e);
    }
  }

  private Chunks soundChunks() throws RecordingException {
    if (!Files.exists(file)) {
      throw new RecordingException(file + " does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new RecordingException(file + " is a directory: name a recording, a .jfr file");
    }
    Chunks chunks = readChunks();
    if (chunks.whole() == 0 && chunks.isSound()) {
      throw new RecordingException(
          file + " is empty: copy a recording once it has been stopped or dumped");
    }
    if (!chunks.isSound()) {
      throw new RecordingException(file + " " + chunks.problem());
    }
    return chunks;
  }

  private Chunks readChunks() throws RecordingException {
    try {
      return Chunks.of(file);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new RecordingException(
          file + " cannot be read: " + e.getClass().getSimpleName() + ", " + reason, e);
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
