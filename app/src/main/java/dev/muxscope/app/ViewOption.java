package dev.muxscope.app;

import dev.muxscope.analytics.RecordingSummary;
import dev.muxscope.analytics.ViewReports;
import dev.muxscope.report.Report;
import java.util.List;
import java.util.function.Function;

/// The option `--view` of `analyze`: the names of views, separated by commas, or `all`.
final class ViewOption {

  private static final String ALL = "all";

  private ViewOption() {}

  /// Makes a report of the views that the option names, of one recording or of two side by side.
  ///
  /// @throws UsageException if there is no such view
  static Function<List<RecordingSummary>, Report> maker(Arguments arguments) throws UsageException {
    List<String> ids = ids(arguments.list("view"));
    return recordings ->
        recordings.size() == 1
            ? ViewReports.of(recordings.getFirst(), ids)
            : ViewReports.compare(recordings.getFirst(), recordings.getLast(), ids);
  }

  private static List<String> ids(List<String> words) throws UsageException {
    List<String> known = ViewReports.ids();
    if (words.equals(List.of(ALL))) {
      return known;
    }
    for (String word : words) {
      if (!known.contains(word)) {
        throw new UsageException(
            "there is no view "
                + word
                + Spelling.suggest(word, known)
                + " (muxscope analyze --list-views lists all)");
      }
    }
    return words.stream().distinct().toList();
  }
}
