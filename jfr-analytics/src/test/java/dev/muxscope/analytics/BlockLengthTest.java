package dev.muxscope.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlockLengthTest {

  @Test
  void isTheCubeRootWithoutAutocorrelation() {
    SplittableRandom random = new SplittableRandom(5);
    double[] noise = random.doubles(216).toArray();

    assertEquals(6, BlockLength.of(noise).seconds());
  }

  @Test
  void growsWithAutocorrelation() {
    SplittableRandom random = new SplittableRandom(5);
    double[] slow = new double[216];
    for (int i = 1; i < slow.length; i++) {
      slow[i] = 0.9 * slow[i - 1] + random.nextGaussian();
    }

    int seconds = BlockLength.of(slow).seconds();
    assertTrue(seconds > 8 && seconds <= 54, () -> "" + seconds);
  }

  @Test
  void leavesFourBlocks() {
    assertEquals(2, BlockLength.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}).seconds());
    assertEquals(1, BlockLength.of(new double[] {1, 2}).seconds());
  }

  @Test
  void copesWithSecondsAllAlike() {
    assertEquals(new BlockLength(3, 1), BlockLength.of(new double[20]));
  }
}
