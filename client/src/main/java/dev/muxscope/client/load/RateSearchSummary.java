package dev.muxscope.client.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Prints a search, and what it has found, for people and for programs.
public final class RateSearchSummary {

  private RateSearchSummary() {}

  /// One line.
  public static void print(RateSearch.Step step, RateBound bound, PrintStream out) {
    String why =
        switch (step.outcome()) {
          case HOLDS -> "holds";
          case BROKEN -> reasonsOr(step, "does not hold");
          case UNDECIDED ->
              "undecided: " + reasonsOr(step, "without the load generator's lateness it holds");
        };
    out.printf(Locale.ROOT, "%9d requests/s  %s%s\n", step.rate(), figure(step, bound), why);
    out.flush();
  }

  /// Empty where nothing was measured.
  private static String figure(RateSearch.Step step, RateBound bound) {
    LoadResult result = step.result();
    return result.requests() == 0
        ? ""
        : bound.figure() + " " + Nanos.format(bound.figure().of(result.responseTime())) + "  ";
  }

  private static String reasonsOr(RateSearch.Step step, String ofValidRun) {
    List<String> reasons = step.result().reasons();
    return reasons.isEmpty() ? ofValidRun : String.join("; ", reasons);
  }

  /// The answer in a line: the highest rate at which the bound held, and the next one that was
  /// tried; what lies between or beyond, nobody has seen.
  public static void print(RateSearch.Found found, PrintStream out) {
    String held =
        found.highestRate() == 0
            ? found.bound() + " held at no rate"
            : found.bound() + " held at " + found.highestRate() + " requests/s";
    String above = found.above().map(step -> above(step, found)).orElse(mayDoMore(found));
    String ending = found.ending().isEmpty() ? "" : "; the search ended as " + found.ending();
    out.print(held + above + ending + "\n");
  }

  private static String above(RateSearch.Step step, RateSearch.Found found) {
    if (step.outcome() == RateSearch.Outcome.UNDECIDED) {
      return "; at " + step.rate() + " the load generator was the limit: the server may do more";
    }
    return found.highestRate() == 0 ? "" : ", not at " + step.rate();
  }

  /// Where no rate was taken for too high.
  private static String mayDoMore(RateSearch.Found found) {
    return found.ending().isEmpty()
        ? ", and no higher one can be asked for: the server may do more"
        : "";
  }

  /// Writes the search as JSON; `docs/load.schema.json` tells the fields.
  public static void toJson(RateSearch.Found found, Path file) throws IOException {
    Files.writeString(file, LoadJson.write(found));
  }
}
