package dev.muxscope.app;

import dev.muxscope.client.FileErrors;
import dev.muxscope.report.CsvRenderer;
import dev.muxscope.report.HtmlRenderer;
import dev.muxscope.report.JsonRenderer;
import dev.muxscope.report.Paragraph;
import dev.muxscope.report.Report;
import dev.muxscope.report.Report.Section;
import dev.muxscope.report.TextRenderer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a report goes and in which form, by the options `--json`, `--csv` and `--html`.
///
/// @param form what is printed
/// @param html where a page is written besides
record ReportOutput(Form form, Optional<Path> html) {

  enum Form {
    TEXT,
    JSON,
    CSV
  }

  static ReportOutput of(Arguments arguments) throws UsageException {
    arguments.expectAtMostOne("json", "csv");
    Form form = arguments.has("json") ? Form.JSON : arguments.has("csv") ? Form.CSV : Form.TEXT;
    String option = arguments.has("html") ? "html" : FlameOption.FILE.name();
    return new ReportOutput(form, arguments.outputPage(option));
  }

  /// Prints a report.
  ///
  /// @param problems what of its recordings could not be read, warned of first
  void print(Report report, List<String> problems, Console console) throws IOException {
    problems.forEach(problem -> warn(problem, console));
    StringBuilder text = new StringBuilder();
    switch (form) {
      case TEXT -> TextRenderer.render(report, text, Console.width());
      case JSON -> JsonRenderer.render(report, text);
      case CSV -> CsvRenderer.render(report, text);
    }
    console.out().print(text);
    if (form == Form.CSV) {
      said(report.sections().stream(), Paragraph.Kind.WARNING)
          .filter(warning -> problems.stream().noneMatch(warning::contains))
          .forEach(warning -> warn(warning, console));
      explainGaps(report, console);
    }
    if (html.isPresent()) {
      writeHtml(report, html.get());
    }
  }

  private static void warn(String text, Console console) {
    console.err().println("muxscope: WARNING: " + text);
  }

  // A view without a table says why; among tables there is no place for that.
  private static void explainGaps(Report report, Console console) {
    Stream<Section> bare =
        report.sections().stream()
            .filter(section -> section.blocks().stream().allMatch(Paragraph.class::isInstance));
    said(bare, Paragraph.Kind.PLAIN).forEach(text -> console.err().println("muxscope: " + text));
  }

  private static Stream<String> said(Stream<Section> sections, Paragraph.Kind kind) {
    return sections
        .flatMap(section -> section.blocks().stream())
        .filter(Paragraph.class::isInstance)
        .map(Paragraph.class::cast)
        .filter(paragraph -> paragraph.kind() == kind)
        .map(Paragraph::text);
  }

  static void writeHtml(Report report, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      HtmlRenderer.render(report, out);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + FileErrors.reason(e), e);
    }
  }
}
