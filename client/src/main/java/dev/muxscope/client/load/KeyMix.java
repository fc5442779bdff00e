package dev.muxscope.client.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Commands in given shares, on keys that are chosen at random, the same in every run. Immutable.
///
/// @param parts the commands; none twice
/// @param keys how many keys there are, 1 to 10,000,000
/// @param distribution how keys are chosen
public record KeyMix(List<Part> parts, int keys, Distribution distribution) {

  public static final int DEFAULT_KEYS = 1_000;

  private static final int MAX_KEYS = 10_000_000;
  private static final int MAX_WEIGHT = 1_000_000;

  /// How keys are chosen.
  public enum Distribution {
    /// Each as often as any other.
    UNIFORM,
    /// Few of them most of the time: key number n, from 1, as often as 1 / n^0.99.
    ZIPF
  }

  /// A command's share.
  ///
  /// @param command what is sent
  /// @param weight how often, as against the other parts' weights; 1 to 1,000,000
  public record Part(MixCommand command, int weight) {

    /// @throws IllegalArgumentException with one line for the user
    public Part {
      Ranges.require("the weight of " + command, weight, 1, MAX_WEIGHT);
    }
  }

  /// @throws IllegalArgumentException with one line for the user when there is no part, or one
  ///   twice, or the number of keys is out of range
  public KeyMix {
    parts = List.copyOf(parts);
    Ranges.require("keys", keys, 1, MAX_KEYS);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("the mix is empty: write it as GET=90,SET=10");
    }
    if (parts.stream().map(Part::command).distinct().count() < parts.size()) {
      throw new IllegalArgumentException("the mix \"" + text(parts) + "\" names a command twice");
    }
  }

  /// Reads `GET=90,SET=10`.
  ///
  /// @throws IllegalArgumentException with one line for the user for anything else
  public static List<Part> parseParts(String text) {
    List<Part> parts = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      parts.add(parsePart(word.strip()));
    }
    return parts;
  }

  private static Part parsePart(String word) {
    int equals = Math.max(0, word.indexOf('='));
    try {
      int weight = Integer.parseInt(word.substring(Math.min(equals + 1, word.length())));
      return new Part(MixCommand.named(word.substring(0, equals).toUpperCase(Locale.ROOT)), weight);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          "\"" + word + "\" is no part of a mix: write it as GET=90,SET=10");
    }
  }

  /// The parts as [#parseParts] reads them.
  public String partsText() {
    return text(parts);
  }

  private static String text(List<Part> parts) {
    return parts.stream()
        .map(part -> part.command() + "=" + part.weight())
        .collect(Collectors.joining(","));
  }

  long longestRequest(byte[] value) {
    return parts.stream().mapToLong(part -> part.command().encode(0, value).length).max().orElse(0);
  }
}
