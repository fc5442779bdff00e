package dev.muxscope.sql;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.consumer.RecordingFile;

/// How many events of each type a recording holds, found by stepping from the size of one event to
/// that of the next. The JDK's stream of events ends quietly where a file is damaged; this tells
/// before, and afterwards whether all events came.
///
/// @param byType events by the name of their type, those with none too; types whose number cannot
///   be told are missing
record EventCounts(Map<String, Long> byType) {

  private static final int HEADER_BYTES = 68;
  private static final int SIZE_AT = 8;
  private static final int FEATURES_AT = 64;
  private static final int COMPRESSED = 1;
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  EventCounts {
    byType = Map.copyOf(byType);
  }

  /// Counts what is in `files`.
  ///
  /// @throws IOException if one cannot be read or is damaged; says which and where
  static EventCounts of(List<Path> files) throws IOException {
    Map<String, Long> sums = new TreeMap<>();
    for (Path file : files) {
      Map<Long, Long> byId = byId(file);
      Map<Long, Set<String>> names = names(file);
      names.forEach((id, known) ->
          known.forEach(name -> sums.merge(name, byId.getOrDefault(id, 0L), Long::sum)));
      // In a file put together of several, one number may stand for several types.
      names.values().stream().filter(known -> known.size() > 1).forEach(sums.keySet()::removeAll);
    }
    return new EventCounts(sums);
  }

  /// How many events of a type there are, if that is known.
  OptionalLong of(String type) {
    Long events = byType.get(type);
    return events == null ? OptionalLong.empty() : OptionalLong.of(events);
  }

  private static Map<Long, Set<String>> names(Path file) throws IOException {
    return types(file).stream()
        .collect(
            Collectors.groupingBy(
                EventType::getId, Collectors.mapping(EventType::getName, Collectors.toSet())));
  }

  /// The types of events that a file describes.
  ///
  /// @throws IOException if it cannot be read, or is damaged
  static List<EventType> types(Path file) throws IOException {
    try (RecordingFile recording = new RecordingFile(file)) {
      return recording.readEventTypes();
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      // The parser answers a damaged file with whatever went wrong inside it.
      throw new IOException(file + " is damaged: its types of events cannot be read", e);
    }
  }

  private static Map<Long, Long> byId(Path file) throws IOException {
    Map<Long, Long> counts = new HashMap<>();
    try (FileChannel channel = FileChannel.open(file);
        Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      for (long at = 0; at < bytes.byteSize(); at += bytes.get(LONG, at + SIZE_AT)) {
        MemorySegment chunk = bytes.asSlice(at, bytes.get(LONG, at + SIZE_AT));
        if ((chunk.get(INT, FEATURES_AT) & COMPRESSED) != 0) {
          new Chunk(chunk).count(counts);
        }
      }
      return counts;
    } catch (IndexOutOfBoundsException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  /// A place in a chunk.
  private static final class Chunk {

    private final MemorySegment bytes;
    private long at = HEADER_BYTES;

    Chunk(MemorySegment bytes) {
      this.bytes = bytes;
    }

    void count(Map<Long, Long> counts) {
      while (at < bytes.byteSize()) {
        long start = at;
        long size = next();
        counts.merge(next(), 1L, Long::sum);
        if (size < at - start || size > bytes.byteSize() - start) {
          throw new IndexOutOfBoundsException("its events do not follow one another");
        }
        at = start + size;
      }
    }

    /// A number of up to nine bytes, seven bits in each, the lowest first; the ninth has eight.
    private long next() {
      long number = 0;
      for (int shift = 0; shift < 7 * 8; shift += 7) {
        byte part = bytes.get(ValueLayout.JAVA_BYTE, at++);
        number |= (part & 0x7fL) << shift;
        if (part >= 0) {
          return number;
        }
      }
      return number | (bytes.get(ValueLayout.JAVA_BYTE, at++) & 0xffL) << (7 * 8);
    }
  }
}
