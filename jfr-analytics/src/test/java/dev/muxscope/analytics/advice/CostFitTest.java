package dev.muxscope.analytics.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.analytics.advice.CostFit.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class CostFitTest {

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);

  private Measures seen(double cpu, double reads) {
    return new Measures(
        Map.of(
            Measure.CPU, cpu,
            Measure.READS, reads,
            Measure.CORES, random.nextDouble(),
            Measure.CONNECTIONS, random.nextDouble(1, 4000),
            Measure.RATE, random.nextDouble(1_000, 50_000),
            Measure.SWITCHES, random.nextDouble(),
            Measure.BYTES, random.nextDouble(20, 2_000)));
  }

  private List<Example> examples(double noise) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double cpu = random.nextDouble(2_000, 30_000);
      double reads = i % 2 == 0 ? 1 : 1 / 16.0;
      double cost = (cpu + 3_000 * reads) * Math.exp(noise * random.nextGaussian());
      examples.add(new Example("select", seen(cpu, reads), cost));
    }
    return examples;
  }

  @Test
  void findsWhatTheCostIsMadeOf() {
    CostFit fit = CostFit.to(examples(0));

    assertTrue(fit.terms().contains(Term.READS), fit.terms()::toString);
    assertEquals(13_000, fit.cost("select", seen(10_000, 1)), 20);
    assertEquals(1, fit.margin(), 0.01);
  }

  @Test
  void isNoBetterThanItsExamples() {
    CostFit fit = CostFit.to(examples(0.1));

    assertEquals(13_000, fit.cost("select", seen(10_000, 1)), 1_000);
    assertTrue(fit.margin() > 1.1 && fit.margin() < 1.5, () -> "" + fit.margin());
  }

  @Test
  void leavesOutWhatWasNotRecorded() {
    List<Example> examples = new ArrayList<>();
    for (Example example : examples(0.05)) {
      examples.add(
          new Example(
              "select",
              new Measures(
                  Map.of(
                      Measure.CPU, example.seen().of(Measure.CPU),
                      Measure.READS, example.seen().of(Measure.READS))),
              example.cost()));
    }
    CostFit fit = CostFit.to(examples);

    assertFalse(fit.terms().contains(Term.SWITCHES));
    assertEquals(13_000, fit.cost("select", seen(10_000, 1)), 1_000);
  }

  @Test
  void takesNoHeavyWorkForWaiting() {
    CostFit fit = CostFit.to(examples(0));

    assertEquals(10_003_000, fit.cost("select", seen(10_000_000, 1)), 20);
  }

  @Test
  void makesNoReadDearerThanAnyOfTheExamples() {
    List<Example> examples = new ArrayList<>();
    for (Example example : examples(0)) {
      double kibibytes = example.seen().of(Measure.BYTES) / 1024;
      double cost = example.seen().of(Measure.CPU) + 1_000 * kibibytes;
      examples.add(new Example("select", example.seen(), cost));
    }
    CostFit fit = CostFit.to(examples);
    Map<Measure, Double> large = new HashMap<>(seen(10_000, 1).values());
    large.put(Measure.BYTES, 2e6);

    assertTrue(fit.terms().contains(Term.KIBIBYTES), fit.terms()::toString);
    // A thousand KiB more would be a millisecond; 16 replies of 2 KiB to a read were 31 µs.
    double cost = fit.cost("select", new Measures(large));
    assertTrue(cost > 30_000 && cost < 42_000, () -> "" + cost);
  }

  @Test
  void asksForEnoughLoads() {
    assertThrows(IllegalArgumentException.class, () -> CostFit.to(examples(0).subList(0, 7)));
  }
}
