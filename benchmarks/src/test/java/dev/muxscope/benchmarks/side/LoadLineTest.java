package dev.muxscope.benchmarks.side;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadLineTest {

  @Test
  void readsBothRates() {
    assertEquals(
        Optional.of(new LoadLine(43220.7, 42150)),
        LoadLine.parse(
            "PING_MBULK: rps=43220.7 (overall: 42150.0) avg_msec=0.576 (overall: 0.583)"));
  }

  @Test
  void takesNoNumberForNothing() {
    assertEquals(
        Optional.of(new LoadLine(0, 0)),
        LoadLine.parse("GET: rps=0.0 (overall: -nan) avg_msec=-nan (overall: -nan)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "   ", "WARNING: Could not fetch server CONFIG", "PING: 5.00 requests"})
  void passesOverOtherLines(String line) {
    assertEquals(Optional.empty(), LoadLine.parse(line));
  }
}
