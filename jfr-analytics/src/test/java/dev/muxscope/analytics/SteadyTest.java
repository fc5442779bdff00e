package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SteadyTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Coverage ALL = new Coverage(0, 10_000 * SECOND, List.of());

  @Test
  void leavesOutWarmUpAndTail() {
    Steady steady = Steady.of(counter(rates(0, 0, 200, 600, repeated(1_000, 20), 400, 0, 0)), ALL);

    assertTrue(steady.isEven());
    // Four seconds of warm-up, and two in which code is compiled.
    assertEquals(6, steady.before());
    assertEquals(18, steady.seconds());
    assertEquals(6 * SECOND, steady.edges()[0]);
    assertEquals(24 * SECOND, steady.edges()[18]);
  }

  @Test
  void keepsAHiccup() {
    Steady steady =
        Steady.of(counter(rates(repeated(1_000, 10), 300, 1_700, repeated(1_000, 10))), ALL);

    assertTrue(steady.isEven());
    assertEquals(20, steady.seconds());
  }

  @Test
  void keepsEightSecondsIfItCan() {
    assertEquals(8, Steady.of(counter(rates(repeated(1_000, 8))), ALL).seconds());
    assertEquals(8, Steady.of(counter(rates(repeated(1_000, 9))), ALL).seconds());
    assertEquals(8, Steady.of(counter(rates(repeated(1_000, 10))), ALL).seconds());
    assertEquals(9, Steady.of(counter(rates(repeated(1_000, 11))), ALL).seconds());
    assertEquals(5, Steady.of(counter(rates(repeated(1_000, 5))), ALL).seconds());
  }

  @Test
  void saysWhenTheRateWasNotSteady() {
    double[] jumping = IntStream.range(0, 20).mapToDouble(i -> i % 2 == 0 ? 700 : 1_300).toArray();
    Steady steady = Steady.of(counter(rates(0, jumping, 100, 0)), ALL);

    assertFalse(steady.isEven());
    assertEquals(18, steady.seconds());
    assertEquals(3, steady.before());
  }

  @Test
  void saysSoOfRatesInSteps() {
    double[] steps = rates(repeated(500, 12), repeated(1_000, 12), repeated(2_000, 12));

    assertFalse(Steady.of(counter(steps), ALL).isEven());
  }

  @Test
  void countsFourHundredMillisecondsAsNoSecond() {
    Series requests = new Series();
    for (int i = 0; i <= 30; i++) {
      requests.add(i * SECOND, 1_000L * i);
      requests.add(i * SECOND + SECOND * 2 / 5, 1_000L * i + 400);
    }

    assertEquals(28, Steady.of(requests, ALL).seconds());
  }

  @Test
  void countsNoGapAsASecond() {
    Series requests = counter(rates(repeated(1_000, 15)));
    for (int i = 0; i <= 15; i++) {
      requests.add((100 + i) * SECOND, 100_000 + 1_000 * i);
    }
    Coverage twoFiles =
        new Coverage(0, 115 * SECOND, List.of(new Coverage.Gap(15 * SECOND, 100 * SECOND)));
    Steady steady = Steady.of(requests, twoFiles);

    assertTrue(steady.isEven());
    assertEquals(30, steady.allSeconds());
    assertEquals(28, steady.seconds());
    assertEquals(31, steady.end());
  }

  @Test
  void hasNoneWithoutRequests() {
    assertEquals(0, Steady.of(new Series(), ALL).seconds());
    assertEquals(0, Steady.of(counter(new double[5]), ALL).seconds());
    assertEquals(1, Steady.of(new Series(), ALL).edges().length);
  }

  @Test
  void endsAfterAnHour() {
    assertEquals(3_600, Steady.of(counter(rates(repeated(1_000, 5_000))), ALL).seconds());
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
