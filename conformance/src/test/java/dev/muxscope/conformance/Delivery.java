package dev.muxscope.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// How the bytes of a case are cut into writes. A server must not care.
sealed interface Delivery {

  /// Cuts `bytes`, of which the first is byte number `offset` of all that the case sends.
  List<byte[]> cut(byte[] bytes, int offset);

  /// Every [Transcript.Send] in one write.
  record Whole() implements Delivery {
    @Override
    public List<byte[]> cut(byte[] bytes, int offset) {
      return List.of(bytes);
    }
  }

  /// Writes of at most `size` bytes.
  record Pieces(int size) implements Delivery {
    @Override
    public List<byte[]> cut(byte[] bytes, int offset) {
      return IntStream.iterate(0, from -> from < bytes.length, from -> from + size)
          .mapToObj(from -> Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)))
          .toList();
    }
  }

  /// One cut before byte number `position` of all that the case sends.
  record SplitAt(int position) implements Delivery {
    @Override
    public List<byte[]> cut(byte[] bytes, int offset) {
      int here = position - offset;
      if (here <= 0 || here >= bytes.length) {
        return List.of(bytes);
      }
      return List.of(Arrays.copyOf(bytes, here), Arrays.copyOfRange(bytes, here, bytes.length));
    }
  }
}
