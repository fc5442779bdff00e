package dev.muxscope.benchmarks.side;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class IdleMemoryTest {

  @Test
  void memoryThatStaysForLongerThanAnybodyGivesBackIsAtRest() {
    List<Double> steady = DoubleStream.generate(() -> 1e8).limit(14).boxed().toList();
    assertTrue(IdleMemory.atRest(steady));
    assertFalse(IdleMemory.atRest(steady.subList(0, 5)), "it has not been seen for long enough");
  }

  /// A little each time, and 2.5 % over the whole time.
  @Test
  void memoryThatGrowsSlowlyIsNotAtRest() {
    List<Double> growing =
        DoubleStream.iterate(1e8, bytes -> bytes * 1.0019).limit(14).boxed().toList();
    assertFalse(IdleMemory.atRest(growing));
  }

  @Test
  void whatHappenedBeforeDoesNotCount() {
    DoubleStream looks = DoubleStream.generate(() -> 1e8).limit(20);
    assertTrue(
        IdleMemory.atRest(DoubleStream.concat(DoubleStream.of(2e8), looks).boxed().toList()));
  }
}
