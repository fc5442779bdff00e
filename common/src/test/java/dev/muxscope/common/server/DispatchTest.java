package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatchTest {

  @ParameterizedTest
  @ValueSource(strings = {"inline", "vthreads", "auto", "pool:1", "pool:1000"})
  void isWrittenAsItIsRead(String text) {
    assertEquals(text, Dispatch.of(text).label());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Inline",
        "pool",
        "pool:",
        "pool:0",
        "pool:x",
        "pool:-1",
        "pool:1001",
        "pool:9999999999"
      })
  void refusesWhatIsNone(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> Dispatch.of(text));
    assertEquals(
        "dispatch takes inline, vthreads, auto or pool:N with N from 1 to 1000, not " + text,
        refused.getMessage());
  }

  @Test
  void refusesAPoolWithoutThreads() {
    assertThrows(IllegalArgumentException.class, () -> new Dispatch.Pool(0));
    assertThrows(IllegalArgumentException.class, () -> new Dispatch.Pool(1001));
  }
}
