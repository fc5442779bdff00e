package dev.muxscope.client.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Prints a search, and what it has found, for people and for programs.
public final class RateSearchSummary {

  private RateSearchSummary() {}

  /// One line.
  public static void print(RateSearch.Step step, RateBound bound, PrintStream out) {
    String why =
        switch (step.outcome()) {
          case HOLDS -> "holds";
          case BROKEN -> step.result().reasons().isEmpty() ? "does not hold" : reasons(step);
          case UNDECIDED -> "undecided: " + reasons(step);
        };
    out.printf(
        Locale.ROOT,
        "%9d requests/s  %s %s  %s\n",
        step.rate(),
        bound.figure(),
        Nanos.format(bound.figure().of(step.result().responseTime())),
        why);
    out.flush();
  }

  private static String reasons(RateSearch.Step step) {
    return String.join("; ", step.result().reasons());
  }

  /// The answer in a line, and a second one if it is only a lower bound.
  public static void print(RateSearch.Found found, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%s\n",
        found.highestRate() == 0
            ? found.bound() + " held at no rate"
            : found.bound() + " holds up to " + found.highestRate() + " requests/s");
    switch (found.limit()) {
      case HOLDS -> out.print("no higher rate can be asked for: the server may do more\n");
      case UNDECIDED ->
          out.print("above it the load generator was the limit: the server may do more\n");
      case BROKEN -> {}
    }
  }

  /// Writes the search as JSON; `docs/load.schema.json` tells the fields.
  public static void toJson(RateSearch.Found found, Path file) throws IOException {
    Files.writeString(file, LoadJson.write(found));
  }
}
