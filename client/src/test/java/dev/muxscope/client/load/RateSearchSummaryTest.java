package dev.muxscope.client.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.muxscope.client.load.RateSearch.Found;
import dev.muxscope.client.load.RateSearch.Outcome;
import dev.muxscope.client.load.RateSearch.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RateSearchSummaryTest {

  private static final RateBound BOUND = RateBound.parse("p99<5ms");

  @Test
  void namesTheRateThatHeldAndTheNextThatDidNot() {
    assertEquals(
        "p99 < 5.00 ms held at 1000 requests/s, not at 1050\n",
        print(
            1000,
            step(1000, Outcome.HOLDS),
            step(2000, Outcome.BROKEN),
            step(1050, Outcome.BROKEN)));
  }

  @Test
  void saysWhatItHasNotSeen() {
    assertEquals(
        "p99 < 5.00 ms held at 1000 requests/s; at 1050 the load generator was the limit: the server"
            + " may do more\n",
        print(
            1000,
            step(1000, Outcome.HOLDS),
            step(1050, Outcome.UNDECIDED),
            step(1050, Outcome.UNDECIDED)));
    assertEquals(
        "p99 < 5.00 ms held at 10000000 requests/s, and no higher one can be asked for: the server"
            + " may do more\n",
        print(10_000_000, step(10_000_000, Outcome.HOLDS)));
  }

  @Test
  void saysThatARunThatMayBeUsedWasTooLateForTheBound() {
    var step = new Step(1000, Outcome.UNDECIDED, Results.closed(1000, 0));
    assertEquals(
        "     1000 requests/s  p99 929 µs  undecided: without the load generator's lateness it holds\n",
        printed(out -> RateSearchSummary.print(step, BOUND, out)));
  }

  @Test
  void tellsNoFigureOfAStepWithoutAnswers() {
    var step = new Step(1000, Outcome.BROKEN, Results.unanswered().judged());
    assertEquals(
        "     1000 requests/s  1000 requests were not answered\n",
        printed(out -> RateSearchSummary.print(step, BOUND, out)));
  }

  @Test
  void saysThatItHeldNowhere() {
    assertEquals("p99 < 5.00 ms held at no rate\n", print(0, step(1, Outcome.BROKEN)));
  }

  @Test
  void saysWhyItEnded() {
    Step broken = step(1000, Outcome.BROKEN);
    var found = new Found(BOUND, 0, Optional.of(broken), List.of(broken), "the server said no");
    assertEquals(
        "p99 < 5.00 ms held at no rate; the search ended as the server said no\n", print(found));
  }

  @Test
  void claimsNothingOfHigherRatesWhenItEndedEarly() {
    var found =
        new Found(BOUND, 1000, Optional.empty(), List.of(step(1000, Outcome.HOLDS)), "it failed");
    assertEquals(
        "p99 < 5.00 ms held at 1000 requests/s; the search ended as it failed\n", print(found));
  }

  private static Step step(long rate, Outcome outcome) {
    return new Step(rate, outcome, Results.closed(rate, 0));
  }

  /// Of a search whose last step was above the limit, unless it holds.
  private static String print(long highest, Step... steps) {
    Optional<Step> above =
        Optional.of(steps[steps.length - 1]).filter(last -> last.outcome() != Outcome.HOLDS);
    return print(new Found(BOUND, highest, above, List.of(steps), ""));
  }

  private static String print(Found found) {
    return printed(out -> RateSearchSummary.print(found, out));
  }

  private static String printed(Consumer<PrintStream> printing) {
    var bytes = new ByteArrayOutputStream();
    printing.accept(new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8);
  }
}
