package dev.muxscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COUNT  | 0        | 0",
        "COUNT  | 1234567  | 1,234,567",
        "COUNT  | -1234.5  | -1,235",
        "COUNT  | -0.2     | 0",
        "COUNT  | 1e20     | 100,000,000,000,000,000,000",
        "NUMBER | 0        | 0",
        "NUMBER | -0.0     | 0",
        "NUMBER | 1        | 1.00",
        "NUMBER | 9.995    | 10.0",
        "NUMBER | 0.012345 | 0.0123",
        "NUMBER | -12.345  | -12.3",
        "NUMBER | 999.5    | 1,000",
        "NUMBER | 123456   | 123,000",
        "NUMBER | 1e18     | 1.00e+18",
        "NUMBER | 0.00001234 | 1.23e-05",
        "RATIO  | 1.234    | 1.23x",
        "RATIO  | 0.0456   | 0.0456x",
        "RATIO  | 45.67    | 45.7x",
        "SHARE  | 0.1234   | 12.3 %",
        "SHARE  | 0        | 0.0 %",
        "SHARE  | 1        | 100.0 %",
        "SHARE  | -0.05    | -5.0 %",
        "SHARE  | 0.000123 | 0.0123 %",
        "NANOS  | 0        | 0 ns",
        "NANOS  | 0.1      | 0.100 ns",
        "NANOS  | 7        | 7 ns",
        "NANOS  | 85.25    | 85.3 ns",
        "NANOS  | 850      | 850 ns",
        "NANOS  | 999.4    | 999 ns",
        "NANOS  | 999.5    | 1.00 µs",
        "NANOS  | 12345    | 12.3 µs",
        "NANOS  | -12345   | -12.3 µs",
        "NANOS  | 999499   | 999 µs",
        "NANOS  | 999500   | 1.00 ms",
        "NANOS  | 4.56e6   | 4.56 ms",
        "NANOS  | 1.2e9    | 1.20 s",
        "NANOS  | 4.56e12  | 4,560 s",
        "BYTES  | 0        | 0 B",
        "BYTES  | 512      | 512 B",
        "BYTES  | 1023     | 1,023 B",
        "BYTES  | 1023.6   | 1.00 KiB",
        "BYTES  | 1024     | 1.00 KiB",
        "BYTES  | 13517    | 13.2 KiB",
        "BYTES  | 1044480  | 1,020 KiB",
        "BYTES  | 1572864  | 1.50 MiB",
        "BYTES  | -1572864 | -1.50 MiB",
        "BYTES  | 1e19     | 8,880 PiB",
        "TEXT   | 12.5     | 12.5",
      })
  void writesNumbersAsTheFormatSays(Table.Format format, double value, String expected) {
    assertEquals(expected, Values.format(value, format));
  }

  @Test
  void writesWhatIsNoNumberInEveryFormat() {
    for (Table.Format format : Table.Format.values()) {
      assertEquals("-", Values.format(Double.NaN, format));
      assertEquals("∞", Values.format(Double.POSITIVE_INFINITY, format));
      assertEquals("-∞", Values.format(Double.NEGATIVE_INFINITY, format));
    }
  }

  @Test
  void writesCellsOfEveryKind() {
    assertEquals("refused", Values.format("refused", Table.Format.NANOS));
    assertEquals("yes", Values.format(true, Table.Format.TEXT));
    assertEquals("no", Values.format(false, Table.Format.TEXT));
    assertEquals("1,024", Values.format(1024, Table.Format.COUNT));
    assertEquals("9,223,372,036,854,775,807", Values.format(Long.MAX_VALUE, Table.Format.COUNT));
    assertEquals("2026", Values.format(2026L, Table.Format.TEXT));
    assertEquals("1.02 µs", Values.format(1024L, Table.Format.NANOS));
    assertEquals("-", Values.format(Double.NaN, Table.Format.BYTES));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COUNT  | 1024     | 1,024",
        "COUNT  | 0.5      | 0.5",
        "NUMBER | 0.30000000000000004 | 0.3",
        "NUMBER | 10050    | 10,050",
        "NUMBER | 1e18     | 1e18",
        "NUMBER | 1e-9     | 1e-9",
        "RATIO  | 1.5      | 1.5x",
        "SHARE  | 0.6000000000000001 | 60 %",
        "NANOS  | 0        | 0",
        "NANOS  | 20000    | 20 µs",
        "NANOS  | 2500000  | 2.5 ms",
        "BYTES  | 65536    | 64 KiB",
      })
  void writesTicksWithoutSpareZeros(Table.Format format, double value, String expected) {
    assertEquals(expected, Values.tick(value, format));
  }

  @Test
  void doesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals("1,234,567", Values.format(1_234_567L, Table.Format.COUNT));
      assertEquals("12.3 µs", Values.format(12_345.0, Table.Format.NANOS));
      assertEquals("1.23e+18", Values.format(1.234e18, Table.Format.NUMBER));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void keepsFiguresWithTheirUnits() {
    assertEquals(
        "6.62\u00a0µs of 3 cores, 12.3\u00a0%, 4\u00a0KiB; 7 sockets",
        Values.keepUnits("6.62 µs of 3 cores, 12.3 %, 4 KiB; 7 sockets"));
  }
}
