package dev.muxscope.report;

import java.util.List;

/// A report as data: what was found, without a thought for how it is drawn. [TextRenderer],
/// [JsonRenderer] and [HtmlRenderer] draw the same report for a terminal, a program and a browser.
///
/// Immutable and safe to share between threads.
///
/// @param title    what the report is about, one line
/// @param subtitle when, where and with what it was made, one line; may be empty
/// @param sections in reading order
public record Report(String title, String subtitle, List<Section> sections) {

  public Report {
    sections = List.copyOf(sections);
  }

  /// A part of a report with a heading of its own.
  ///
  /// @param id     names the section in JSON and as an HTML anchor: lower-case letters, digits, `-`
  /// @param title  the heading
  /// @param blocks in reading order
  public record Section(String id, String title, List<Block> blocks) {

    public Section {
      if (!id.matches("[a-z0-9-]+")) {
        throw new IllegalArgumentException("section id \"" + id + "\": use a-z, 0-9 and -");
      }
      blocks = List.copyOf(blocks);
    }
  }
}
