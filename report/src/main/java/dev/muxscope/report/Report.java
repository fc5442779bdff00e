package dev.muxscope.report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A report as data: what was found, without a thought for how it is drawn. [TextRenderer],
/// [JsonRenderer] and [HtmlRenderer] draw the same report for a terminal, a program and a browser.
///
/// Immutable and safe to share between threads.
///
/// @param title what the report is about, one line
/// @param subtitle when, where and with what it was made, one line; may be empty
/// @param sections in reading order, each with an id of its own
public record Report(String title, String subtitle, List<Section> sections) {

  /// The HTML id of the embedded data, and so no section's.
  static final String DATA_ID = "report-data";

  public Report {
    sections = List.copyOf(sections);
    Set<String> taken = new HashSet<>(Set.of(DATA_ID));
    for (Section section : sections) {
      if (!taken.add(section.id())) {
        throw new IllegalArgumentException(
            "section id \"" + section.id() + "\" is taken: give each section its own");
      }
    }
  }

  /// Returns `id`, or says what is wrong with it.
  static String checkId(String kind, String id) {
    if (!id.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException(kind + " id \"" + id + "\": use a-z, 0-9 and -");
    }
    return id;
  }

  /// A part of a report with a heading of its own.
  ///
  /// @param id names the section in JSON and as an HTML anchor: lower-case letters, digits, `-`
  /// @param title the heading
  /// @param blocks in reading order
  public record Section(String id, String title, List<Block> blocks) {

    public Section {
      checkId("section", id);
      blocks = List.copyOf(blocks);
    }
  }
}
