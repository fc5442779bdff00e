package dev.muxscope.common.transport;

import java.nio.ByteBuffer;

/// How large to make the buffer of a request that has not arrived whole.
public final class Room {

  /// What was declared is not believed beyond so many times what has arrived: anybody can declare
  /// half a gigabyte.
  private static final int BELIEVED = 4;

  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private Room() {}

  /// As much as was declared, so that a large request moves once or twice rather than at every
  /// doubling. All in bytes.
  ///
  /// @param arrived what has to fit
  /// @param declared how long the request is said to be at least, 0 if that is not known
  /// @param usual what to make it without a declaration, and at least: to grow by what is declared
  ///   alone would be quadratic in a request of many arguments
  public static int of(long arrived, long declared, long usual) {
    return (int) Math.min(Math.max(usual, Math.min(declared, BELIEVED * arrived)), MOST_BYTES);
  }

  /// Whether a buffer is larger than any that is made for what is left in it, a spare one included.
  public static boolean isTooLarge(int capacity, int rest) {
    return rest < capacity / (2 * BELIEVED);
  }

  /// Leaves what remains at the beginning, and the room behind it. Bytes of one long request, which
  /// are there already, stay where they are, whatever number of reads it takes.
  public static void compact(ByteBuffer bytes) {
    if (bytes.position() == 0) {
      bytes.position(bytes.limit()).limit(bytes.capacity());
    } else {
      bytes.compact();
    }
  }
}
