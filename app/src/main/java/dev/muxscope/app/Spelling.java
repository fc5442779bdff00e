package dev.muxscope.app;

import java.util.List;

/// Guesses what a mistyped word should have been.
final class Spelling {

  private static final int MAX_DISTANCE = 3;

  private Spelling() {}

  /// `: did you mean WORD?` for the nearest of `known`, or nothing if none is near.
  static String suggest(String word, List<String> known) {
    String nearest = "";
    int letters = word.replace("-", "").length();
    int least = Math.min(MAX_DISTANCE, letters / 2) + 1;
    for (String each : known) {
      int distance = distance(word, each);
      if (distance < least) {
        least = distance;
        nearest = each;
      }
    }
    return nearest.isEmpty() ? "" : ": did you mean " + nearest + "?";
  }

  /// Levenshtein's distance: the least number of letters to add, remove or replace.
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
