package dev.muxscope.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkTest {

  @ParameterizedTest
  @ValueSource(strings = {"none", "spin:50us", "sleep:5ms"})
  void writesWhatItReads(String text) {
    assertEquals(text, Work.parse(text).toString());
  }

  @Test
  void readsUnits() {
    assertEquals(new Work(Work.Kind.SPIN, Duration.ofMillis(2)), Work.parse("spin:2ms"));
    assertEquals(new Work(Work.Kind.SLEEP, Duration.ofSeconds(1)), Work.parse("sleep:1s"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "spin", "spin:", "spin:5", "spin:-5us", "nap:5ms", "sleep:5h", "NONE"})
  void saysWhatItTakes(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> Work.parse(text));
    assertEquals(
        "work \"" + text + "\": use none, spin:50us or sleep:5ms, with us, ms or s",
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"spin:0us", "sleep:11s", "sleep:50us"})
  void refusesTimesThatCannotBe(String text) {
    assertThrows(IllegalArgumentException.class, () -> Work.parse(text));
  }
}
