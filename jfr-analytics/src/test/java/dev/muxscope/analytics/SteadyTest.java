package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SteadyTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void leavesOutWarmUpAndTail() {
    Steady steady = Steady.of(counter(rates(0, 0, 200, 600, repeated(1_000, 20), 400, 0, 0)));

    assertTrue(steady.isEven());
    // Four seconds of warm-up, and two in which code is compiled.
    assertEquals(6, steady.before());
    assertEquals(18, steady.seconds());
    assertEquals(6 * SECOND, steady.edges()[0]);
    assertEquals(24 * SECOND, steady.edges()[18]);
  }

  @Test
  void keepsAHiccup() {
    Steady steady = Steady.of(counter(rates(repeated(1_000, 10), 300, 1_700, repeated(1_000, 10))));

    assertTrue(steady.isEven());
    assertEquals(20, steady.seconds());
  }

  @Test
  void keepsEightSecondsIfItCan() {
    assertEquals(8, Steady.of(counter(rates(repeated(1_000, 8)))).seconds());
    assertEquals(8, Steady.of(counter(rates(repeated(1_000, 9)))).seconds());
    assertEquals(8, Steady.of(counter(rates(repeated(1_000, 10)))).seconds());
    assertEquals(9, Steady.of(counter(rates(repeated(1_000, 11)))).seconds());
    assertEquals(5, Steady.of(counter(rates(repeated(1_000, 5)))).seconds());
  }

  @Test
  void saysWhenTheRateWasNotSteady() {
    double[] jumping = IntStream.range(0, 20).mapToDouble(i -> i % 2 == 0 ? 700 : 1_300).toArray();
    Steady steady = Steady.of(counter(rates(0, jumping, 100, 0)));

    assertFalse(steady.isEven());
    assertEquals(18, steady.seconds());
    assertEquals(3, steady.before());
  }

  @Test
  void saysSoOfRatesInSteps() {
    double[] steps = rates(repeated(500, 12), repeated(1_000, 12), repeated(2_000, 12));

    assertFalse(Steady.of(counter(steps)).isEven());
  }

  @Test
  void countsFourHundredMillisecondsAsNoSecond() {
    Series requests = new Series();
    for (int i = 0; i <= 30; i++) {
      requests.add(i * SECOND, 1_000L * i);
      requests.add(i * SECOND + SECOND * 2 / 5, 1_000L * i + 400);
    }

    assertEquals(28, Steady.of(requests).seconds());
  }

  @Test
  void hasNoneWithoutRequests() {
    assertEquals(0, Steady.of(new Series()).seconds());
    assertEquals(0, Steady.of(counter(new double[5])).seconds());
    assertEquals(1, Steady.of(new Series()).edges().length);
  }

  @Test
  void endsAfterAnHour() {
    assertEquals(3_600, Steady.of(counter(rates(repeated(1_000, 5_000)))).seconds());
  }

  private static Series counter(double[] rates) {
    Series requests = new Series();
    requests.add(0, 0);
    double sum = 0;
    for (int i = 0; i < rates.length; i++) {
      sum += rates[i];
      requests.add((i + 1) * SECOND, Math.round(sum));
    }
    return requests;
  }

  private static double[] repeated(double rate, int times) {
    double[] rates = new double[times];
    Arrays.fill(rates, rate);
    return rates;
  }

  private static double[] rates(Object... parts) {
    return Arrays.stream(parts)
        .flatMapToDouble(part ->
            part instanceof double[] many
                ? Arrays.stream(many)
                : java.util.stream.DoubleStream.of(((Number) part).doubleValue()))
        .toArray();
  }
}
