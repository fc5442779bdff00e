package dev.muxscope.report;

import static dev.muxscope.report.AxisScale.Ends.AT_VALUES;
import static dev.muxscope.report.AxisScale.Ends.ROUND;
import static dev.muxscope.report.Chart.Scale.LINEAR;
import static dev.muxscope.report.Chart.Scale.LOGARITHMIC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisScaleTest {

  @Test
  void putsPowersOfTwoUnderPowersOfTwo() {
    AxisScale scale = scale(LOGARITHMIC, AT_VALUES, 11, 1, 16, 256, 1024);
    assertEquals(
        List.of(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1024.0), scale.ticks());
    assertEquals(0.4, scale.position(16), 1e-12);
  }

  @Test
  void marksTheValuesWhereNotEveryPowerHasRoom() {
    assertEquals(
        List.of(1.0, 16.0, 256.0, 1024.0),
        scale(LOGARITHMIC, AT_VALUES, 5, 1, 16, 256, 1024).ticks());
  }

  @Test
  void leavesOutPowersWhereTheValuesAreTooCloseForTicks() {
    assertEquals(
        List.of(1.0, 8.0, 64.0, 512.0), scale(LOGARITHMIC, AT_VALUES, 5, 1, 512, 1024).ticks());
  }

  @Test
  void putsPowersOfTenUnderOtherValues() {
    assertEquals(
        List.of(1e3, 1e4, 1e5, 1e6),
        scale(LOGARITHMIC, ROUND, 6, 1.5e3, 3e5, 9e5).ticks().stream().toList());
  }

  @Test
  void dividesDecadesWhereThereAreFew() {
    assertEquals(List.of(20.0, 50.0, 100.0), scale(LOGARITHMIC, ROUND, 6, 30, 180).ticks());
    assertEquals(List.of(7.0, 10.0, 15.0), scale(LOGARITHMIC, ROUND, 6, 10, 10.0).ticks());
  }

  @Test
  void dividesAPartOfADecadeFinely() {
    AxisScale scale = scale(LOGARITHMIC, ROUND, 6, 1, 1.9, 2.1);
    assertEquals(List.of(1.0, 1.5, 2.0), scale.ticks());
    assertEquals(1.0, scale.min());
    assertTrue(scale.max() > 2.1 && scale.max() < 2.3, scale::toString);
  }

  @Test
  void stepsByOneTwoOrFive() {
    assertEquals(List.of(0.0, 10.0, 20.0, 30.0, 40.0), scale(LINEAR, ROUND, 6, 6.6, 31.4).ticks());
    assertEquals(List.of(0.0, 2.0, 4.0, 6.0), scale(LINEAR, ROUND, 6, 5.5).ticks());
    assertEquals(List.of(0.0, 50.0, 100.0), scale(LINEAR, ROUND, 4, 100).ticks());
    assertEquals(List.of(-15.0, -10.0, -5.0, 0.0, 5.0), scale(LINEAR, ROUND, 4, -12, 3).ticks());
  }

  @Test
  void stepsThroughBytesByPowersOfTwo() {
    Chart.Axis bytes = new Chart.Axis("memory", LINEAR, Table.Format.BYTES);
    assertEquals(
        List.of(0.0, 4096.0, 8192.0, 12288.0),
        AxisScale.of(bytes, new double[] {12_000}, ROUND, 5).ticks());
  }

  @Test
  void endsAtTheValuesThatWereSet() {
    AxisScale scale = scale(LINEAR, AT_VALUES, 5, 15, 85);
    assertEquals(List.of(20.0, 40.0, 60.0, 80.0), scale.ticks());
    assertEquals(0, scale.position(15));
    assertEquals(1, scale.position(85));
  }

  @Test
  void hasAnAxisForEqualAndForNoValues() {
    for (AxisScale.Ends ends : AxisScale.Ends.values()) {
      for (Chart.Scale scale : Chart.Scale.values()) {
        assertSane(scale(scale, ends, 5));
        assertSane(scale(scale, ends, 5, 0));
        assertSane(scale(scale, ends, 5, 7, 7));
        assertSane(scale(scale, ends, 5, -7, -7));
        assertSane(scale(scale, ends, 5, 1e17, 1e17 + 16));
        assertSane(scale(scale, ends, 5, Double.NaN, Double.POSITIVE_INFINITY, 3));
      }
    }
  }

  @Test
  void showsEveryValueWithAHandfulOfTicks() {
    Random random = new Random(20261123);
    for (int i = 0; i < 2000; i++) {
      Chart.Scale kind = random.nextBoolean() ? LINEAR : LOGARITHMIC;
      AxisScale.Ends ends = random.nextBoolean() ? ROUND : AT_VALUES;
      double[] values =
          random.doubles(3).map(d -> Math.exp(20 * d) * (kind == LINEAR ? d - 0.5 : 1)).toArray();
      AxisScale scale = scale(kind, ends, 6, values);
      assertSane(scale);
      for (double value : values) {
        assertTrue(scale.min() <= value * (1 + 1e-9 * Math.signum(value)), scale::toString);
        assertTrue(scale.max() >= value * (1 - 1e-9 * Math.signum(value)), scale::toString);
      }
    }
  }

  @Test
  void hasNoPlaceForZeroOnALogarithmicAxis() {
    AxisScale scale = scale(LOGARITHMIC, ROUND, 6, 0, -1, 10, 100);
    assertFalse(scale.shows(0));
    assertFalse(scale.shows(Double.NaN));
    assertTrue(scale.shows(10));
    assertEquals(0, scale.position(-1));
    assertEquals(10, scale.min());
  }

  private static void assertSane(AxisScale scale) {
    assertTrue(scale.min() < scale.max(), scale::toString);
    assertTrue(!scale.ticks().isEmpty() && scale.ticks().size() <= 8, scale::toString);
    double before = Double.NEGATIVE_INFINITY;
    for (double tick : scale.ticks()) {
      assertTrue(tick > before, scale::toString);
      assertTrue(scale.position(tick) >= 0 && scale.position(tick) <= 1, scale::toString);
      before = tick;
    }
  }

  private static AxisScale scale(
      Chart.Scale scale, AxisScale.Ends ends, int maxTicks, double... values) {
    return AxisScale.of(new Chart.Axis("axis", scale, Table.Format.NUMBER), values, ends, maxTicks);
  }
}
