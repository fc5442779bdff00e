package dev.muxscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTest {

  private static final Syntax SYNTAX =
      new Syntax(
          "walk",
          "[PLACE]",
          "Walks",
          List.of(
              Option.of("steps", "N", "10", "how far"),
              Option.of("pause", "TIME", "1s", "how long to rest"),
              Option.of("stops", "A,B", "", "where to rest"),
              Option.flag("fast", "runs")));

  @Test
  void takesValuesBehindABlankOrAnEqualsSign() throws UsageException {
    assertEquals(5, parse("--steps", "5").number("steps", 0, 9));
    assertEquals(5, parse("--steps=5").number("steps", 0, 9));
    assertEquals(List.of("a=b"), parse("--stops=a=b").list("stops"));
  }

  @Test
  void fallsBackToTheDefault() throws UsageException {
    assertEquals(10, parse().number("steps", 0, 10));
    assertEquals(Duration.ofSeconds(1), parse().duration("pause"));
    assertFalse(parse().has("fast"));
  }

  @Test
  void takesOptionsAndOperandsInAnyOrder() throws UsageException {
    Arguments arguments = parse("home", "--fast", "--steps", "3");
    assertEquals(List.of("home"), arguments.operands());
    assertTrue(arguments.has("fast"));
  }

  @Test
  void anOptionIsNoValueOfAnother() throws UsageException {
    assertEquals("--steps needs a value: N", refusal("--steps", "--fast"));
    assertEquals("--steps needs a value: N", refusal("--steps", "--pause=1s"));
    assertEquals("--steps needs a value: N", refusal("--steps", "--"));
    assertEquals("--slow", parse("--stops", "--slow").text("stops"), "what is none may be one");
  }

  @Test
  void oneDashIsNoOperand() throws UsageException {
    assertEquals("unknown option -s (muxscope walk --help lists all)", refusal("home", "-s", "5"));
    assertEquals(List.of("-"), parse("-").operands());
  }

  private static String refusal(String... words) {
    return String.valueOf(assertThrows(UsageException.class, () -> parse(words)).getMessage());
  }

  @Test
  void keepsWhatFollowsTheTwoDashes() throws UsageException {
    Syntax syntax = new Syntax("walk", "[PLACE] [-- WORD …]", "Walks", List.of());
    Arguments arguments = syntax.parse(List.of("home", "--", "--steps", "--", "x"));
    assertEquals(List.of("home"), arguments.operands());
    assertEquals(List.of("--steps", "--", "x"), arguments.rest());
  }

  @Test
  void refusesWhatFollowsThemIfThatIsForNothing() throws UsageException {
    assertEquals(List.of(), parse("home", "--").rest());
    String message =
        assertThrows(UsageException.class, () -> parse("home", "--", "a", "b")).getMessage();
    assertEquals("walk takes nothing behind --: a b", message);
  }

  @ParameterizedTest
  @CsvSource({
    "250us,250000",
    "20ms,20000000",
    "1.5s,1500000000",
    "2m,120000000000",
    "1h,3600000000000"
  })
  void readsDurations(String text, long nanos) throws UsageException {
    assertEquals(Duration.ofNanos(nanos), parse("--pause", text).duration("pause"));
  }

  @ParameterizedTest
  @CsvSource({"5", "s", "-1s", "1 s", "1e3s", "''"})
  void refusesWhatIsNoDuration(String text) throws UsageException {
    Arguments arguments = parse("--pause=" + text);
    assertThrows(UsageException.class, () -> arguments.duration("pause"));
  }

  @Test
  void helpShowsEachOptionWithItsDefault() {
    assertTrue(SYNTAX.help().contains("--steps N"), SYNTAX::help);
    assertTrue(SYNTAX.help().contains("how far [10]"), SYNTAX::help);
  }

  @Test
  void suggestsOnlyWhatIsNear() {
    assertEquals(
        ": did you mean --steps?", Spelling.suggest("--step", List.of("--steps", "--fast")));
    assertEquals("", Spelling.suggest("--elephant", List.of("--steps", "--fast")));
    assertEquals("", Spelling.suggest("--time", List.of("--active")));
    assertEquals(3, Spelling.distance("kitten", "sitting"));
  }

  private static Arguments parse(String... words) throws UsageException {
    return SYNTAX.parse(List.of(words));
  }
}
