package dev.muxscope.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Writes a [Report] for a terminal: plain text without colour, one table below the other.
///
/// Charts are left out, because the tables carry their figures, and so is a section of charts
/// alone. Only figures and shortened texts need more than ASCII (`µ`, `∞`, `…`). A character counts
/// as one column wide. Safe to call from any thread.
public final class TextRenderer {

  /// Narrower than this, nothing can be read; wider lines than asked for are the lesser evil.
  private static final int NARROWEST = 20;

  private final Appendable out;
  private final int width;

  private TextRenderer(Appendable out, int width) {
    this.out = out;
    this.width = Math.max(NARROWEST, width);
  }

  /// Writes `report` to `out`, lines ending in a line feed.
  ///
  /// @param width columns of the terminal; taken as 20 if it is less. Words longer than a line, and
  ///   tables of figures that do not fit, are written in full and so exceed it.
  /// @throws IOException what `out` throws
  public static void render(Report report, Appendable out, int width) throws IOException {
    new TextRenderer(out, width).report(report);
  }

  /// Writes a table alone, as [#render(Report, Appendable, int)] does within a report.
  ///
  /// @throws IOException what `out` throws
  public static void render(Table table, Appendable out, int width) throws IOException {
    new TextRenderer(out, width).table(table);
  }

  private void report(Report report) throws IOException {
    heading(report.title(), '=');
    if (!report.subtitle().isBlank()) {
      wrapped("", report.subtitle());
    }
    for (Report.Section section : report.sections()) {
      if (!section.blocks().stream().allMatch(Chart.class::isInstance)) {
        section(section);
      }
    }
  }

  private void section(Report.Section section) throws IOException {
    line("");
    heading(section.title(), '-');
    for (Block block : section.blocks()) {
      block(block);
    }
  }

  private void block(Block block) throws IOException {
    switch (block) {
      case Paragraph paragraph -> {
        line("");
        wrapped(mark(paragraph.kind()), paragraph.text());
      }
      case Table table -> {
        line("");
        table(table);
      }
      case HeatMap map -> {
        line("");
        map(map);
      }
      case FlameGraph graph -> {
        line("");
        flame(graph);
      }
      case Chart _ -> {}
    }
  }

  private static String mark(Paragraph.Kind kind) {
    return switch (kind) {
      case PLAIN -> "";
      case FINDING -> "=> ";
      case WARNING -> "!! ";
    };
  }

  private void heading(String text, char rule) throws IOException {
    List<String> lines = wrap(text, width);
    for (String line : lines) {
      line(line);
    }
    line(String.valueOf(rule).repeat(widest(lines)));
  }

  private void table(Table table) throws IOException {
    if (!table.title().isBlank()) {
      wrapped("", table.title());
    }
    for (String line : TextTable.lines(table, width)) {
      line(line);
    }
  }

  private void map(HeatMap map) throws IOException {
    if (!map.title().isBlank()) {
      wrapped("", map.title());
    }
    for (String line : TextTable.lines(TextHeatMap.table(map), width)) {
      line(line);
    }
    for (String note : TextHeatMap.notes(map)) {
      wrapped("", note);
    }
  }

  private void flame(FlameGraph graph) throws IOException {
    if (!graph.title().isBlank()) {
      wrapped("", graph.title());
    }
    for (String line : TextFlameGraph.lines(graph, width)) {
      line(line);
    }
  }

  /// The first line starts with `mark`, the others are set in by as much.
  private void wrapped(String mark, String text) throws IOException {
    String start = mark;
    for (String line : wrap(text, width - mark.length())) {
      line(start + line);
      start = " ".repeat(mark.length());
    }
  }

  private void line(String text) throws IOException {
    out.append(text).append('\n');
  }

  /// Breaks a text at its spaces into lines of at most `width` columns; a longer word is a line of
  /// its own, and a figure stays with its unit. There is always at least one line.
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : Values.keepUnits(clean(text).strip()).split(" +", -1)) {
      if (!line.isEmpty() && columns(line) + 1 + columns(word) > width) {
        lines.add(withSpaces(line));
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(withSpaces(line));
    return lines;
  }

  private static String withSpaces(CharSequence line) {
    return line.toString().replace('\u00a0', ' ');
  }

  /// Replaces control characters, which could move the cursor, by spaces.
  public static String clean(String text) {
    return text.replaceAll("\\p{Cc}", " ");
  }

  static int columns(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  static int widest(List<String> lines) {
    return lines.stream().mapToInt(TextRenderer::columns).max().orElse(0);
  }
}
