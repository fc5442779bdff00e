package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.client.load.KeyMix.Distribution;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyChooserTest {

  private static final int DRAWS = 200_000;

  @Test
  void choosesEachKeyAsOftenAsAnyOther() {
    for (int count : counts(Distribution.UNIFORM, 10)) {
      assertEquals(DRAWS / 10, count, 0.03 * DRAWS / 10);
    }
  }

  @Test
  void choosesKeysByZipfsLaw() {
    int keys = 1000;
    double sum = 0;
    for (int k = 1; k <= keys; k++) {
      sum += Math.pow(k, -0.99);
    }
    int[] counts = counts(Distribution.ZIPF, keys);
    for (int k : new int[] {1, 2, 3, 10, 30}) {
      double expected = DRAWS * Math.pow(k, -0.99) / sum;
      assertEquals(expected, counts[k - 1], 5 * Math.sqrt(expected), "key " + k);
    }
    assertTrue(counts[keys - 1] > 0);
  }

  @Test
  void choosesTheOnlyKey() {
    assertEquals(DRAWS, counts(Distribution.ZIPF, 1)[0]);
    assertEquals(DRAWS, counts(Distribution.UNIFORM, 1)[0]);
  }

  private static int[] counts(Distribution distribution, int keys) {
    var random = new SplittableRandom(7);
    KeyChooser chooser = KeyChooser.of(distribution, keys);
    int[] counts = new int[keys];
    for (int i = 0; i < DRAWS; i++) {
      counts[chooser.next(random)]++;
    }
    return counts;
  }
}
