package dev.muxscope.common.event;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

class FaultLogTest {

  private static final Object NO_MEMORY =
      new Object() {
        @Override
        public String toString() {
          throw new OutOfMemoryError("as if");
        }
      };

  @Test
  void neverFailsItself() {
    FaultLog log = new FaultLog(FaultLogTest.class);
    assertDoesNotThrow(() -> log.error("a thing ", NO_MEMORY, " fails", new Error("cause")));
  }
}
