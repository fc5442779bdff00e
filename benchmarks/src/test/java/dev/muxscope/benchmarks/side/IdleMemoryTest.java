package dev.muxscope.benchmarks.side;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdleMemoryTest {

  @Test
  void memoryThatStaysForLongerThanAnybodyGivesBackIsAtRest() {
    List<Double> steady = DoubleStream.generate(() -> 1e8).limit(28).boxed().toList();
    assertTrue(IdleMemory.atRest(steady));
    assertFalse(IdleMemory.atRest(steady.subList(0, 27)), "it has not been seen for long enough");
  }

  /// A little each time, and 2.5 % from one reading to the next.
  @Test
  void memoryThatGrowsSlowlyIsNotAtRest() {
    List<Double> growing =
        DoubleStream.iterate(1e8, bytes -> bytes * 1.0019).limit(28).boxed().toList();
    assertFalse(IdleMemory.atRest(growing));
    assertFalse(IdleMemory.atRest(growing.reversed()), "nor that which shrinks");
  }

  @Test
  void whatHappenedBeforeDoesNotCount() {
    DoubleStream looks = DoubleStream.generate(() -> 1e8).limit(28);
    assertTrue(
        IdleMemory.atRest(DoubleStream.concat(DoubleStream.of(2e8), looks).boxed().toList()));
  }

  /// As a JVM has for its compilers, until it gives it back.
  @Test
  void whatIsHeldForAMomentIsNotKept() {
    List<Double> looks =
        IntStream.range(0, 28).mapToObj(look -> look % 10 < 7 ? 1.03e8 : 1e8).toList();
    assertTrue(IdleMemory.atRest(looks));
    assertEquals(1e8, IdleMemory.kept(looks));
  }
}
