package dev.muxscope.analytics;

import dev.muxscope.report.Table.Column;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// One table about a recording, as data. [Views#all()] lists them; [Analysis] draws them for one
/// recording, and side by side for two.
///
/// @param id names the table and its section: lower-case letters, digits, `-`
/// @param title the heading
/// @param source the events it needs
/// @param columns left to right; the first one names the row and joins two recordings' rows
/// @param compared labels of the columns that two recordings are compared by: the first with values
/// @param limit how many rows are shown
/// @param rows makes the rows, most important first, a cell for each column; none when there were
///   no such events
/// @param findings the sentences its figures are worth
record View(
    String id,
    String title,
    Source source,
    List<Column> columns,
    List<String> compared,
    int limit,
    Function<RecordingSummary, List<List<Object>>> rows,
    List<Finding> findings) {

  static final int ALL_ROWS = Integer.MAX_VALUE;
  static final int TOP_ROWS = 10;

  View {
    columns = List.copyOf(columns);
    compared = List.copyOf(compared);
    findings = List.copyOf(findings);
  }

  /// The index of the column with a label.
  int column(String label) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).label().equals(label)) {
        return i;
      }
    }
    throw new IllegalArgumentException("view " + id + " has no column " + label);
  }

  /// Where a view's figures come from, and what to say when they are not there.
  ///
  /// @param events the event types; one of them is enough
  /// @param applies whether the view makes sense for a recording at all
  /// @param recordedBy what records them, to follow "Not recorded: "
  /// @param none the sentence for a recording that would have them, and has none
  /// @param note what limits the figures; may be empty
  record Source(
      List<String> events,
      Predicate<RecordingSummary> applies,
      String recordedBy,
      String none,
      String note) {}
}
