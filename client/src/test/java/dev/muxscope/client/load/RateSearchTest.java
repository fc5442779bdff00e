package dev.muxscope.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.muxscope.client.HostPort;
import dev.muxscope.client.load.RateSearch.Found;
import dev.muxscope.client.load.RateSearch.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {

  private static final RateBound BOUND = RateBound.parse("p99<5ms");
  private static final long NEVER = Long.MAX_VALUE;

  @ParameterizedTest
  @ValueSource(longs = {1, 17, 999, 1000, 1001, 123_456, 9_999_999})
  void findsTheHighestRateWithinItsPrecision(long highest) throws LoadException {
    Found found = search(highest, NEVER, 1000);
    assertTrue(found.highestRate() <= highest, () -> found.highestRate() + " found");
    assertTrue(
        found.highestRate() >= highest * (1 - RateSearch.PRECISION) - 1,
        () -> found.highestRate() + " found");
    assertEquals(Outcome.BROKEN, above(found).outcome());
    assertTrue(found.steps().size() < 40, () -> found.steps().size() + " steps");
  }

  @Test
  void saysThatTheGeneratorIsTheLimit() throws LoadException {
    Found found = search(NEVER, 50_000, 1000);
    assertTrue(found.highestRate() <= 50_000 && found.highestRate() > 47_000);
    assertEquals(Outcome.UNDECIDED, above(found).outcome());
  }

  /// It is late by less than makes a run invalid, and by more than the bound allows; connections
  /// that are opened anew have no part in that.
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void doesNotBlameTheServerForTheGeneratorsLateness(int churn) throws LoadException {
    RateSearch.Runs runs =
        rate ->
            rate <= 2000
                ? result(churn, rate, 4_000_000, 4_000_000, 0, LoadErrors.NONE).judged()
                : result(churn, rate, 6_000_000, 300_000, 5_800_000, LoadErrors.NONE).judged();
    Found found = new RateSearch(BOUND, runs, _ -> {}, () -> false).find(1000);
    assertEquals(2000, found.highestRate());
    assertEquals(Outcome.UNDECIDED, above(found).outcome());
  }

  @Test
  void runsAnUndecidedStepOnceMore() throws LoadException {
    var steps = search(NEVER, 1500, 1000).steps();
    List<Long> rates = steps.stream().map(RateSearch.Step::rate).limit(3).toList();
    assertEquals(List.of(1000L, 2000L, 2000L), rates);
  }

  @Test
  void runsNoStepOnceMoreWhenItIsInterrupted() throws LoadException {
    var taken = new ArrayList<RateSearch.Step>();
    RateSearch.Runs runs = rate -> undecided(rate, LoadErrors.NONE);
    Found found = new RateSearch(BOUND, runs, taken::add, () -> !taken.isEmpty()).find(1000);
    assertEquals(List.of(1000L), rates(found));
    assertEquals("it was interrupted", found.ending());
  }

  @Test
  void runsNoStepOnceMoreThatEndsTheSearch() throws LoadException {
    RateSearch.Runs runs = rate -> undecided(rate, new LoadErrors(7, 0, 0, 0, 0, "ERR no", ""));
    Found found = new RateSearch(BOUND, runs, _ -> {}, () -> false).find(1000);
    assertEquals(List.of(1000L), rates(found));
  }

  /// What its first run has shown is no reason to say of the rate that the bound did not hold.
  @Test
  void namesNoRateWhoseSecondRunFails() throws LoadException {
    var at1500 = new AtomicInteger();
    RateSearch.Runs runs =
        rate -> {
          if (rate != 1500) {
            return result(rate, rate < 2000 ? 4_000_000 : 6_000_000, 0, LoadErrors.NONE).judged();
          }
          if (at1500.incrementAndGet() == 2) {
            throw new LoadException("no port left");
          }
          return undecided(rate, LoadErrors.NONE);
        };
    Found found = new RateSearch(BOUND, runs, _ -> {}, () -> false).find(1000);
    assertEquals(List.of(1000L, 2000L, 1500L), rates(found));
    assertEquals(1000, found.highestRate());
    assertEquals(2000, above(found).rate());
    assertEquals(Outcome.BROKEN, above(found).outcome());
  }

  @Test
  void endsAtTheHighestRateThatCanBeAskedFor() throws LoadException {
    Found found = search(NEVER, NEVER, 1000);
    assertEquals(10_000_000, found.highestRate());
    assertEquals(Optional.empty(), found.above());
  }

  @Test
  void saysWhenTheBoundHoldsAtNoRate() throws LoadException {
    assertEquals(0, search(0, NEVER, 1000).highestRate());
  }

  @Test
  void endsAtTheFirstErrorReply() throws LoadException {
    RateSearch.Runs runs =
        rate -> {
          var errors = new LoadErrors(rate > 3000 ? 7 : 0, 0, 0, 0, 0, "ERR no", "");
          return result(rate, 4_000_000, 0, errors).judged();
        };
    Found found = new RateSearch(BOUND, runs, _ -> {}, () -> false).find(1000);
    assertEquals(List.of(1000L, 2000L, 4000L), rates(found));
    assertEquals(2000, found.highestRate());
    assertEquals(Outcome.BROKEN, above(found).outcome());
    assertEquals("the server answered by an error: ERR no", found.ending());
  }

  @Test
  void endsWhereTheServerTakesFewerConnections() throws LoadException {
    var refused = new LoadErrors(0, 7, 0, 0, 0, "", "the server refuses: ERR max");
    RateSearch.Runs runs = rate -> result(rate, 4_000_000, 0, refused).judged();
    Found found = new RateSearch(BOUND, runs, _ -> {}, () -> false).find(1000);
    assertEquals(List.of(1000L), rates(found));
    assertEquals("connections could not be opened: the server refuses: ERR max", found.ending());
  }

  /// Under a lower rate the server may greet in time those that are opened anew.
  @Test
  void goesOnWhereConnectionsCouldNotBeOpenedAnew() throws LoadException {
    var late = new LoadErrors(0, 7, 0, 0, 0, "", "no reply to PING before the end");
    RateSearch.Runs runs = rate -> churned(rate, 4_000_000, rate > 1000 ? late : LoadErrors.NONE);
    Found found = new RateSearch(BOUND, runs, _ -> {}, () -> false).find(4000);
    assertEquals(1000, found.highestRate());
    assertEquals("", found.ending());
  }

  @Test
  void keepsWhatItFoundBeforeAStepThatFails() throws LoadException {
    RateSearch.Runs runs =
        rate -> {
          if (rate == 4000) {
            throw new LoadException("no port left");
          }
          return result(rate, 4_000_000, 0, LoadErrors.NONE).judged();
        };
    Found found = new RateSearch(BOUND, runs, _ -> {}, () -> false).find(1000);
    assertEquals(2000, found.highestRate());
    assertEquals("the step at 4000 requests/s failed: no port left", found.ending());
  }

  @Test
  void failsWithItsFirstStep() {
    RateSearch.Runs runs =
        _ -> {
          throw new LoadException("refused");
        };
    var search = new RateSearch(BOUND, runs, _ -> {}, () -> false);
    assertEquals("refused", assertThrows(LoadException.class, () -> search.find(1)).getMessage());
  }

  @Test
  void endsWithWhatItFoundWhenItIsInterrupted() throws LoadException {
    var taken = new ArrayList<RateSearch.Step>();
    RateSearch.Runs runs = rate -> result(rate, 4_000_000, 0, LoadErrors.NONE).judged();
    Found found = new RateSearch(BOUND, runs, taken::add, () -> taken.size() == 3).find(1000);
    assertEquals(4000, found.highestRate());
    assertEquals("it was interrupted", found.ending());
  }

  /// Searches on a server that holds the bound up to one rate, by a generator that is on time up to
  /// another.
  private static Found search(long serverLimit, long generatorLimit, long first)
      throws LoadException {
    RateSearch.Runs runs =
        rate -> {
          long p99 = rate <= serverLimit ? 4_000_000 : 6_000_000;
          long lag = rate <= generatorLimit ? 0 : 20_000_000;
          return result(rate, p99, lag, LoadErrors.NONE).judged();
        };
    return new RateSearch(BOUND, runs, _ -> {}, () -> false).find(first);
  }

  private static RateSearch.Step above(Found found) {
    return found.above().orElseThrow();
  }

  private static List<Long> rates(Found found) {
    return found.steps().stream().map(RateSearch.Step::rate).toList();
  }

  private static LoadResult undecided(long rate, LoadErrors errors) {
    return result(rate, 4_000_000, 20_000_000, errors).judged();
  }

  private static LoadResult result(long rate, long p99, long lag, LoadErrors errors) {
    return result(0, rate, p99, p99, lag, errors);
  }

  /// Of a run that opened connections anew as often as was asked for.
  private static LoadResult churned(long rate, long responseP99, LoadErrors errors) {
    return result(1, rate, responseP99, 300_000, 5_800_000, errors).judged();
  }

  private static LoadResult result(
      int churn, long rate, long responseP99, long serviceP99, long lag, LoadErrors errors) {
    var options =
        LoadOptions.defaults(HostPort.defaults())
            .withPace(Pace.of(rate))
            .withConnections(ConnectionPlan.of(50).withChurnPerSecond(churn));
    return new LoadResult(
        options,
        rate,
        rate,
        rate,
        rate,
        Results.SECOND,
        0,
        0,
        times(responseP99),
        times(serviceP99),
        new LoadResult.Lag(0, 0, lag, lag, lag),
        0,
        Results.SECOND,
        new LoadResult.Sockets(50, 100, 1),
        errors,
        List.of());
  }

  private static LoadResult.Times times(long p99) {
    return new LoadResult.Times(1, 1, p99, p99, p99, 1);
  }
}
