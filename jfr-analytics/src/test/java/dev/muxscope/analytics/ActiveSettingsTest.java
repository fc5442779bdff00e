package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActiveSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "20 ms, 20000000",
    "0 ns, 0",
    "10ms, 10000000",
    "1 s, 1000000000",
    "5 us, 5000",
    "everyChunk, 0",
    "'', 0",
    "20 ms extra, 0"
  })
  void readsTimes(String text, long nanos) {
    assertEquals(nanos, ActiveSettings.nanos(text));
  }

  @ParameterizedTest
  @CsvSource({
    "100/s, 100",
    "1/ms, 1000",
    "300 / s, 300",
    "60/m, 1",
    "off, Infinity",
    "10 ms, Infinity"
  })
  void readsRates(String text, double perSecond) {
    assertEquals(perSecond, ActiveSettings.perSecond(text));
  }
}
