package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NanosTest {

  @ParameterizedTest
  @CsvSource({
    "0,0 ns",
    "999,999 ns",
    "1000,1.00 µs",
    "9994,9.99 µs",
    "9996,10.0 µs",
    "99960,100 µs",
    "999400,999 µs",
    "999600,1.00 ms",
    "12300000,12.3 ms",
    "60000000000,60.0 s"
  })
  void writesThreeDigits(long nanos, String expected) {
    assertEquals(expected, Nanos.format(nanos));
  }
}
