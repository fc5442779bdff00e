package dev.muxscope.client.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Searches the highest rate at which a bound on the response times holds: doubles (or halves) the
/// rate until it lies between one that holds and one that does not, then halves the distance until
/// it is at most [#PRECISION] of the rate.
///
/// The first step with error replies is the last: a server that answers by errors answers so at any
/// rate, or does other work than was asked for. So is one for which connections could not be opened
/// before the load, and one that cannot be carried out, as for want of ports.
///
/// Each step is a run of its own, judged as any other. Where the load generator itself was late or
/// out of processor time, or the bound holds but for its lateness, nothing is known about the
/// server: the step is run once more, and if it is undecided again, the search takes the rate for
/// too high and says that the generator was the limit.
public final class RateSearch {

  static final double PRECISION = 0.05;

  private static final long MAX_RATE = 10_000_000;

  /// Carries out a step.
  @FunctionalInterface
  interface Runs {
    LoadResult at(long rate) throws LoadException;
  }

  /// What a step has shown.
  public enum Outcome {
    /// The bound holds.
    HOLDS,
    /// The bound does not hold, or the server did not keep up or failed.
    BROKEN,
    /// The load generator was the limit.
    UNDECIDED
  }

  /// A step.
  ///
  /// @param rate requests per second
  public record Step(long rate, Outcome outcome, LoadResult result) {}

  /// What a search has found.
  ///
  /// @param bound what was to hold
  /// @param highestRate the highest rate at which it held; 0 if at none
  /// @param above the step at the lowest rate that was taken for too high, if one was
  /// @param steps in their order
  /// @param ending why the search ended before it knew more; empty if it came to its end
  public record Found(
      RateBound bound, long highestRate, Optional<Step> above, List<Step> steps, String ending) {

    public Found {
      steps = List.copyOf(steps);
    }
  }

  private final RateBound bound;
  private final Runs runs;
  private final Consumer<Step> listener;
  private final BooleanSupplier interrupted;
  private final List<Step> steps = new ArrayList<>();
  private long low;
  private long high = MAX_RATE + 1;
  private Optional<Step> above = Optional.empty();
  private String ending = "";

  RateSearch(RateBound bound, Runs runs, Consumer<Step> listener, BooleanSupplier interrupted) {
    this.bound = bound;
    this.runs = runs;
    this.listener = listener;
    this.interrupted = interrupted;
  }

  /// Searches.
  ///
  /// @param options of each step; an open loop, whose rate is the first that is tried
  /// @param listener is told each step when it is over
  /// @param interrupted is asked before each run whether the search is to end with what is found
  /// @throws LoadException when the first step cannot be carried out, as [LoadGenerator#run] tells
  public static Found find(
      LoadOptions options, RateBound bound, Consumer<Step> listener, BooleanSupplier interrupted)
      throws LoadException {
    Runs runs = rate -> LoadGenerator.run(options.withPace(options.pace().withRate(rate)), _ -> {});
    return new RateSearch(bound, runs, listener, interrupted).find(options.pace().rate());
  }

  Found find(long first) throws LoadException {
    long rate = first;
    while (high - low > Math.max(1, PRECISION * low) && ending.isEmpty()) {
      if (interrupted.getAsBoolean()) {
        ending = "it was interrupted";
      } else {
        take(rate);
        rate = next(rate);
      }
    }
    return new Found(bound, low, above, steps, ending);
  }

  private long next(long rate) {
    if (high > MAX_RATE) {
      return Math.min(2 * rate, MAX_RATE);
    }
    return (low + high) / 2;
  }

  private void take(long rate) throws LoadException {
    try {
      settle(rate);
    } catch (LoadException e) {
      if (steps.isEmpty()) {
        throw e;
      }
      ending = "the step at " + rate + " requests/s failed: " + e.getMessage();
    }
  }

  private void settle(long rate) throws LoadException {
    Step step = step(rate);
    if (step.outcome() == Outcome.UNDECIDED && ending.isEmpty() && !interrupted.getAsBoolean()) {
      step = step(rate);
    }
    if (step.outcome() == Outcome.HOLDS) {
      low = rate;
    } else {
      high = rate;
      above = Optional.of(step);
    }
  }

  private Step step(long rate) throws LoadException {
    LoadResult result = runs.at(rate);
    var step = new Step(rate, outcome(result), result);
    steps.add(step);
    listener.accept(step);
    LoadErrors errors = result.errors();
    if (errors.errorReplies() > 0) {
      ending = "the server answered by an error: " + errors.errorReply();
    } else if (errors.connectFailures() > 0 && !isChurning(result)) {
      ending = "connections could not be opened: " + errors.failure();
    }
    return step;
  }

  /// Connections are opened under load then: it may be for its rate that one cannot be.
  private static boolean isChurning(LoadResult result) {
    return result.options().connections().churnPerSecond() > 0;
  }

  private Outcome outcome(LoadResult result) {
    if (Validity.isGeneratorTheLimit(result)) {
      return Outcome.UNDECIDED;
    }
    if (result.verdict() != LoadResult.Verdict.VALID || !bound.holds(result.serviceTime())) {
      return Outcome.BROKEN;
    }
    // Only the generator's own lateness lies between the two times.
    return bound.holds(result.responseTime()) ? Outcome.HOLDS : Outcome.UNDECIDED;
  }
}
