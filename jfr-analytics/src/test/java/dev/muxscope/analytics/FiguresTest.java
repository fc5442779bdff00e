package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.report.Table.Format;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void writesEachFormat() {
    assertEquals("select", Figures.write(Format.TEXT, "select"));
    assertEquals("1,234", Figures.write(Format.COUNT, 1_234L));
    assertEquals("2.01", Figures.write(Format.NUMBER, 2.006));
    assertEquals("1,234", Figures.write(Format.NUMBER, 1_234.4));
    assertEquals("1.34x", Figures.write(Format.RATIO, 1.336));
    assertEquals("38.2 %", Figures.write(Format.SHARE, 0.3821));
    assertEquals("850 ns", Figures.write(Format.NANOS, 850L));
    assertEquals("12.3 µs", Figures.write(Format.NANOS, 12_345L));
    assertEquals("1.20 s", Figures.write(Format.NANOS, 1.2e9));
    assertEquals("512 B", Figures.write(Format.BYTES, 512));
    assertEquals("13.2 KiB", Figures.write(Format.BYTES, 13_517L));
  }

  @Test
  void writesADashForWhatIsNotKnown() {
    assertEquals("-", Figures.write(Format.NANOS, Double.NaN));
    assertEquals("-", Figures.write(Format.RATIO, Double.POSITIVE_INFINITY));
  }
}
