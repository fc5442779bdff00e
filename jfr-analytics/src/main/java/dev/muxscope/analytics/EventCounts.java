package dev.muxscope.analytics;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordingFile;

/// The types of events of a recording, and how many events of each it holds, found without the
/// JDK's parser. Its stream of events ends quietly where a file is damaged; this tells before, and
/// afterwards whether all events came.
///
/// @param byType events by the name of their type, those with none too; types whose number cannot
///   be told are missing
/// @param types what the chunks describe: those of one number too, and those that several describe
///   more than once
public record EventCounts(Map<String, Long> byType, List<EventType> types) {

  public EventCounts {
    byType = Map.copyOf(byType);
    types = List.copyOf(types);
  }

  /// Counts what is in `files`.
  ///
  /// @throws IOException if one cannot be read or is damaged; says which and where
  public static EventCounts of(List<Path> files) throws IOException {
    Map<String, Long> sums = new HashMap<>();
    Set<String> unknown = new HashSet<>();
    List<EventType> types = new ArrayList<>();
    for (Path file : files) {
      Map<Long, Long> byId = byId(file);
      List<EventType> ofFile = types(file);
      types.addAll(ofFile);
      names(ofFile)
          .forEach((id, names) -> {
            // In a file put together of several, one number may stand for several types.
            if (byId.isEmpty() || names.size() > 1) {
              unknown.addAll(names);
            }
            names.forEach(name -> sums.merge(name, byId.getOrDefault(id, 0L), Long::sum));
          });
    }
    sums.keySet().removeAll(unknown);
    return new EventCounts(sums, types);
  }

  /// How many events of a type there are, if that is known.
  public OptionalLong of(String type) {
    Long events = byType.get(type);
    return events == null ? OptionalLong.empty() : OptionalLong.of(events);
  }

  private static Map<Long, Set<String>> names(List<EventType> types) {
    return types.stream()
        .collect(
            Collectors.groupingBy(
                EventType::getId, Collectors.mapping(EventType::getName, Collectors.toSet())));
  }

  private static List<EventType> types(Path file) throws IOException {
    List<EventType> types = new ArrayList<>();
    try (RecordingFile recording = new RecordingFile(file)) {
      types.addAll(recording.readEventTypes());
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      // The parser answers a damaged file with whatever went wrong inside it.
      throw unreadable(file, e);
    }
    // Of a number these are the first type alone; the stream has all, as far as it can be read.
    try (EventStream chunks = EventStream.openFile(file)) {
      chunks.onMetadata(chunk -> types.addAll(chunk.getEventTypes()));
      chunks.start();
    } catch (OutOfMemoryError e) {
      throw unreadable(file, e);
    } catch (RuntimeException | Error _) {
      // At some damage; at other it ends without a word.
    }
    return types;
  }

  private static IOException unreadable(Path file, Throwable why) {
    return new IOException(file + " cannot be read: " + Chunks.reason(why), why);
  }

  private static Map<Long, Long> byId(Path file) throws IOException {
    Chunks chunks = Chunks.of(file);
    if (!chunks.isSound()) {
      throw new IOException(file + " " + chunks.problem());
    }
    Map<Long, Long> counts = new HashMap<>();
    for (Chunk chunk : chunks.list()) {
      ChunkCheck check = ChunkCheck.of(file, chunk);
      if (!check.isSound()) {
        throw new IOException(file + " is damaged: " + check.damage());
      }
      check.eventsByType().forEach((type, events) -> counts.merge(type, events, Long::sum));
    }
    return counts;
  }
}
