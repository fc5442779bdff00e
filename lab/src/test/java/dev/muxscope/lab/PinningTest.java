package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PinningTest {

  private static final List<String> COMMAND = List.of("muxscope", "serve");

  @Test
  void twoProcessorsAreOneEach() {
    Pinning pinning = Pinning.of(List.of(0, 1), true);
    assertEquals(List.of("taskset", "-c", "0", "muxscope", "serve"), pinning.server(COMMAND));
    assertEquals(List.of("taskset", "-c", "1", "muxscope", "serve"), pinning.load(COMMAND));
    assertEquals("server on CPU 0, load on CPU 1 (taskset)", pinning.toString());
  }

  @Test
  void ofMoreSomeAreLeftToTheSystem() {
    Pinning pinning = Pinning.of(List.of(0, 1, 2, 3, 8, 9, 10, 11), true);
    assertEquals(List.of(0, 1, 2, 3), pinning.serverCpus());
    assertEquals(List.of(8, 9), pinning.loadCpus());
  }

  @Test
  void withoutTasksetNothingIsPinned() {
    Pinning pinning = Pinning.of(List.of(0, 1), false);
    assertEquals(COMMAND, pinning.server(COMMAND));
    assertEquals("not pinned: there is no taskset here", pinning.toString());
  }

  @Test
  void aSingleProcessorIsNotPinned() {
    assertEquals(
        "not pinned: there is only one processor", Pinning.of(List.of(3), true).toString());
  }
}
