package dev.muxscope.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    "[z-a], m, false",
    "[, [, true",
    "[a, [a, true",
    "a\\, a\\, true"
  })
  void matchesWholeNames(String pattern, String name, boolean matches) {
    assertEquals(matches, Glob.compile(pattern).matcher(name).matches());
  }

  @ParameterizedTest
  @CsvSource({"maxclients, false", "max*, true", "max?, true", "[m]ax, true", "m\\ax, true"})
  void tellsPatternsFromPlainNames(String text, boolean pattern) {
    assertEquals(pattern, Glob.isPattern(text));
  }
}
