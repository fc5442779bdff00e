package dev.muxscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  private static final Syntax SYNTAX =
      new Syntax("walk", "", "Walks", List.of(Option.of("stops", "A,B", "", "where to rest")));

  @Test
  void readsLists() throws UsageException {
    assertEquals(List.of("a"), stops("a").list("stops"));
    assertEquals(List.of("a", "b"), stops("a, b").list("stops"));
    assertEquals(List.of(1, 20), stops("1,20").numbers("stops", 1, 20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "a,", ",a", "a,,b", " "})
  void refusesListsWithNothingBetweenCommas(String text) {
    var refused = assertThrows(UsageException.class, () -> stops(text).list("stops"));
    assertEquals("--stops takes words separated by commas, not " + text, refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "21", "x", "1.5", "99999999999"})
  void refusesNumbersThatAreNoneOrOutOfRange(String text) {
    var refused = assertThrows(UsageException.class, () -> stops(text).number("stops", 1, 20));
    assertEquals("--stops takes a whole number, 1 to 20, not " + text, refused.getMessage());
  }

  @Test
  void saysWhereARangeBeginsThatHasNoEnd() {
    var refused =
        assertThrows(UsageException.class, () -> stops("0").number("stops", 1, Integer.MAX_VALUE));
    assertEquals("--stops takes a whole number, from 1 on, not 0", refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0s, 0", "1.5s, 1500", "500ms, 500", "2m, 120000"})
  void readsDurations(String text, long millis) throws UsageException {
    assertEquals(Duration.ofMillis(millis), stops(text).duration("stops"));
  }

  @Test
  void tellsAPathThatWasGivenFromNone() throws UsageException {
    assertEquals(Optional.of(Path.of("x/y")), stops("x/y").path("stops"));
    assertEquals(
        Optional.empty(), new Arguments(SYNTAX, Map.of(), List.of(), List.of()).path("stops"));
    assertThrows(UsageException.class, () -> stops("").path("stops"));
    assertThrows(UsageException.class, () -> stops("a\0b").path("stops"));
  }

  @Test
  void checksHowManyOperandsThereAre() {
    var some = new Arguments(SYNTAX, Map.of(), List.of("a", "b"), List.of());
    var refused = assertThrows(UsageException.class, () -> some.expectOperands(0, 1));
    assertEquals("walk takes options only, but got a b", refused.getMessage());
  }

  private static Arguments stops(String value) {
    return new Arguments(SYNTAX, Map.of("stops", value), List.of(), List.of());
  }
}
