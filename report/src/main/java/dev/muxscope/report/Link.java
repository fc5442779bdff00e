package dev.muxscope.report;

/// A text that leads to a section of its report: a cell of a [Table], a text like any other where
/// it cannot be followed.
///
/// @param text what the reader sees
/// @param target the id of a section; if the report has none of this id, the text stands alone, so
///   that a short report may show the tables of a long one
public record Link(String text, String target) {

  public Link {
    Report.checkId("link target", target);
  }

  @Override
  public String toString() {
    return text;
  }
}
