package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "get, get, true",
    "get, GET, true",
    "get, mget, false",
    "get, getset, false",
    "*, anything, true",
    "g*, get, true",
    "g*t, gt, true",
    "g*t, gets, false",
    "g?t, get, true",
    "g?t, gt, false",
    "[gm]et, met, true",
    "[gm]et, set, false",
    "[a-c]x, bx, true",
    "[a-c]x, dx, false",
    "[^a-c]x, dx, true",
    "[^a-c]x, bx, false",
    "\\*, *, true",
    "\\*, a, false",
    "a.c, abc, false",
    "a.c, a.c, true",
    "(a|b), a, false",
    "a{2}, aa, false",
    "[a&&b], &, true",
    "[z-a], m, true",
    "[, [, false",
    "[a, a, true",
    "[a, [a, false",
    "[\\]a]x, ]x, true",
    "a\\, a\\, true",
    "h[a-]llo, hallo, false",
    "[a-], -, false",
    "[a-], _, true",
    "[a-, -, true",
    "[a-\\]b], ab], true",
    "[a-\\]b], -b], false",
    "[]a], a, false",
    "[^]a], xa], true",
    "'', '', true",
    "*, '', false",
    "**, '', false",
    "a**, a, true",
    "'', a, false"
  })
  void matchesWholeNames(String pattern, String name, boolean matches) {
    assertEquals(matches, Glob.ignoringCase(pattern).matches(name));
  }

  @Test
  void takesBytesAsTheyAreWhereCaseMatters() {
    Glob glob = Glob.of(new byte[] {'n', '*', (byte) 0xFF});
    assertTrue(glob.matches(new byte[] {'n', 0, (byte) 0xFF}));
    assertFalse(glob.matches(new byte[] {'N', 0, (byte) 0xFF}));
    assertFalse(glob.matches(new byte[] {'n', 0, (byte) 0xFE}));
  }

  @Test
  void takesBytesAsSignedInRanges() {
    Glob glob = Glob.of(new byte[] {'[', 1, '-', (byte) 0xFF, ']'});
    assertTrue(glob.matches(new byte[] {0}));
    assertTrue(glob.matches(new byte[] {(byte) 0xFF}));
    assertFalse(glob.matches(new byte[] {2}));
    assertFalse(glob.matches(new byte[] {(byte) 0xFE}));
  }

  /// A matcher that tries each star anew at each place would not come to an end.
  @Test
  @Timeout(10)
  void isNotHeldByManyStars() {
    Glob glob = Glob.ignoringCase("*a".repeat(50) + "b");
    assertFalse(glob.matches("a".repeat(10_000)));
  }

  @ParameterizedTest
  @CsvSource({"maxclients, false", "max*, true", "max?, true", "[m]ax, true", "m\\ax, false"})
  void tellsPatternsFromPlainNames(String text, boolean pattern) {
    assertEquals(pattern, Glob.isPattern(text));
  }
}
