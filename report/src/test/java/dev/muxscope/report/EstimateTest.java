package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RATIO  | 0.61   | 0.58   | 0.64   | 0.61x [0.58, 0.64]",
        "RATIO  | 1.052  | 0.998  | 1.106  | 1.05x [1.00, 1.11]",
        "NANOS  | 12345  | 11900  | 12800  | 12.3 µs [11.9, 12.8]",
        "NANOS  | 999600 | 980000 | 1.2e6  | 1.00 ms [0.98, 1.20]",
        "NANOS  | 0      | 0      | 1500   | 0 ns [0, 1,500]",
        "NANOS  | 0      | 0      | 12.3   | 0 ns [0.0, 12.3]",
        "BYTES  | 0      | -1184  | 2758   | 0 B [-1,184, 2,758]",
        "SHARE  | 0      | 0      | 0.015  | 0.0 % [0.0, 1.5]",
        "BYTES  | 13517  | 13000  | 14000  | 13.2 KiB [12.7, 13.7]",
        "SHARE  | 0.123  | 0.119  | 0.128  | 12.3 % [11.9, 12.8]",
        "COUNT  | 1204   | 1100   | 1300   | 1,204 [1,100, 1,300]",
        "NUMBER | -1.5   | -2     | 0.25   | -1.50 [-2.00, 0.25]",
        "NUMBER | 4.17e-5 | 3.5e-5 | 7e-5  | 4.17e-05 [3.50e-05, 7.00e-05]",
        "NUMBER | 0      | 0      | 4e-5   | 0 [0, 4.00e-05]",
        "NUMBER | 1.5    | 1      | Infinity | 1.50 [1.00, ∞]",
        "RATIO  | 0.61   | NaN    | 0.64   | 0.61x",
        "RATIO  | NaN    | NaN    | NaN    | -",
        "RATIO  | NaN    | 0.5    | 0.6    | -",
      })
  void isWrittenWithItsInterval(
      Table.Format format, double value, double low, double high, String expected) {
    assertEquals(expected, Values.format(new Estimate(value, low, high), format));
  }

  @Test
  void wantsItsLowerEndFirst() {
    assertEquals(
        "an interval from 2.0 to 1.0: give its lower end first",
        assertThrows(IllegalArgumentException.class, () -> new Estimate(1, 2, 1)).getMessage());
  }
}
