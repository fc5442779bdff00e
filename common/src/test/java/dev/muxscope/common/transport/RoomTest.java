package dev.muxscope.common.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RoomTest {

  @Test
  void isWhatWasDeclared() {
    assertEquals(100_000, Room.of(65_536, 100_000, 65_536));
  }

  @Test
  void isWhatIsUsualWithoutADeclaration() {
    assertEquals(512, Room.of(300, 0, 512));
    assertEquals(512, Room.of(300, 400, 512));
  }

  @Test
  void believesNoMoreThanAFewTimesWhatHasArrived() {
    assertEquals(40, Room.of(10, 1 << 29, 20));
  }

  @Test
  void isNoMoreThanAnArrayHolds() {
    assertEquals(Integer.MAX_VALUE - 8, Room.of(1 << 30, 0, 1L << 32));
  }

  @Test
  void keepsWhatRemainsWhetherItHasToMoveOrNot() {
    ByteBuffer bytes = ByteBuffer.allocate(8).put(new byte[] {1, 2, 3}).flip();
    Room.compact(bytes);
    assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), bytes.duplicate().flip());
    assertEquals(5, bytes.remaining());
    bytes.flip().get();
    Room.compact(bytes);
    assertEquals(ByteBuffer.wrap(new byte[] {2, 3}), bytes.duplicate().flip());
    assertEquals(6, bytes.remaining());
  }

  /// Each growth copies what is there.
  @Test
  void growsInFewStepsWhereEachArgumentDeclaresItsOwnEnd() {
    int steps = 0;
    long room = 0;
    for (long arrived = 100_000; arrived < 500_000_000; arrived += 100_000) {
      if (room < arrived) {
        room = Room.of(arrived, arrived + 100_000, Math.max(2 * room, arrived));
        steps++;
      }
    }
    int most = steps;
    assertTrue(most < 20, () -> most + " steps");
  }
}
