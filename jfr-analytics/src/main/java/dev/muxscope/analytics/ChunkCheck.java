package dev.muxscope.analytics;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What can be said of a chunk before the parser of the JDK sees it, which steps over damage
/// without a word, and for ever where a size or a distance leads back.
///
/// @param eventsByType how many events there are by the number of their type, but for metadata and
///   checkpoints; none if that is not known
/// @param damage what keeps the chunk from being read; empty if nothing does
record ChunkCheck(Map<Long, Long> eventsByType, String damage) {

  /// Looks at the size and type of each event, and at whether each checkpoint refers to one before;
  /// not in the rare chunk whose numbers are not compressed.
  static ChunkCheck of(Path file, Chunk chunk) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer header = Chunk.header(channel, chunk.at());
      boolean compressed =
          header.limit() == Chunk.HEADER_BYTES
              && (header.getInt(Chunk.FEATURES_AT) & Chunk.COMPRESSED) != 0;
      return compressed
          ? walk(new EventWalk(channel, chunk.at(), chunk.size()), chunk)
          : new ChunkCheck(Map.of(), "");
    }
  }

  private static ChunkCheck walk(EventWalk walk, Chunk chunk) throws IOException {
    Set<Long> checkpoints = new HashSet<>();
    boolean metadata = false;
    Map<Long, Long> events = new HashMap<>();
    while (walk.next()) {
      if (walk.type() == EventWalk.CHECKPOINT) {
        if (!isLinked(walk, checkpoints)) {
          return damaged("the checkpoint at byte %d refers to none", chunk.at() + walk.start());
        }
        checkpoints.add(walk.start());
      } else if (walk.type() == EventWalk.METADATA) {
        metadata |= walk.start() == chunk.metadata();
      } else {
        events.merge(walk.type(), 1L, Long::sum);
      }
    }
    if (walk.end() != chunk.size()) {
      return damaged("no event can begin at byte %d", chunk.at() + walk.end());
    }
    return metadata && checkpoints.contains(chunk.constants())
        ? new ChunkCheck(events, "")
        : damaged("what its events refer to is not where the header at byte %d says", chunk.at());
  }

  /// Whether the checkpoint being read is the first, or refers to one before.
  private static boolean isLinked(EventWalk walk, Set<Long> before) throws IOException {
    try {
      walk.readNumber(); // time
      walk.readNumber(); // duration
      long distance = walk.readNumber();
      return distance == 0 || before.contains(walk.start() + distance);
    } catch (EOFException _) {
      return false;
    }
  }

  boolean isSound() {
    return damage.isEmpty();
  }

  /// How many events there are; 0 if that is not known.
  long events() {
    return eventsByType.values().stream().mapToLong(Long::longValue).sum();
  }

  private static ChunkCheck damaged(String what, long at) {
    return new ChunkCheck(Map.of(), what.formatted(at));
  }
}
