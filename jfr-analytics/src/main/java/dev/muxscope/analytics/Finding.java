package dev.muxscope.analytics;

import dev.muxscope.report.Values;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A sentence about one row of a view; without the row, or a figure in it, nothing is said.
///
/// @param measure what the sentence's first figure measures, as `CPU per request`, for comparisons
/// @param row the first cell of the row; `*` for the first row
/// @param template the sentence, with column labels in braces for the figures
record Finding(String measure, String row, String template) {

  private static final Pattern PLACE = Pattern.compile("\\{([^}]+)}");

  /// The sentence for a view's rows.
  Optional<String> sentence(View view, List<List<Object>> rows) {
    return rows.stream()
        .filter(row -> this.row.equals("*") || row.getFirst().equals(this.row))
        .findFirst()
        .filter(row -> columns(view).stream().allMatch(column -> isKnown(row.get(column))))
        .map(row -> PLACE.matcher(template).replaceAll(place -> cell(view, row, place.group(1))));
  }

  /// The columns it names, in the order of the sentence.
  List<Integer> columns(View view) {
    return PLACE.matcher(template).results().map(place -> view.column(place.group(1))).toList();
  }

  private static String cell(View view, List<Object> row, String label) {
    int column = view.column(label);
    String figure = Values.format(row.get(column), view.columns().get(column).format());
    return Matcher.quoteReplacement(figure);
  }

  private static boolean isKnown(Object cell) {
    return !(cell instanceof Double number) || Double.isFinite(number);
  }
}
