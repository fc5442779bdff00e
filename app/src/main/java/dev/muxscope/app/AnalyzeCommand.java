package dev.muxscope.app;

import dev.muxscope.analytics.Analysis;
import dev.muxscope.analytics.RecordingException;
import dev.muxscope.analytics.RecordingReader;
import dev.muxscope.analytics.RecordingSummary;
import dev.muxscope.report.HtmlRenderer;
import dev.muxscope.report.JsonRenderer;
import dev.muxscope.report.Report;
import dev.muxscope.report.TextRenderer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `muxscope analyze`: says what a recording shows, or how two differ.
final class AnalyzeCommand implements Subcommand {

  private static final int WIDTH = 100;

  @Override
  public Syntax syntax() {
    return new Syntax(
        "analyze",
        "A.jfr [B.jfr]",
        "Says what a Flight Recorder recording shows, or how two differ",
        List.of(
            Option.flag("json", "prints JSON instead of text"),
            Option.of("html", "FILE", "", "writes the report there as one HTML file")));
  }

  @Override
  public int run(Arguments arguments, Console console) throws UsageException, IOException {
    arguments.expectOperands(1, 2);
    Report report = report(arguments.operands());
    StringBuilder text = new StringBuilder();
    if (arguments.has("json")) {
      JsonRenderer.render(report, text);
    } else {
      TextRenderer.render(report, text, WIDTH);
    }
    console.out().print(text);
    Optional<Path> html = arguments.path("html");
    if (html.isPresent()) {
      writeHtml(report, html.get());
    }
    return Main.FINE;
  }

  private static Report report(List<String> files) throws UsageException, IOException {
    List<RecordingSummary> recordings = new ArrayList<>();
    try {
      for (String file : files) {
        recordings.add(RecordingReader.read(Arguments.path("recording", file)));
      }
    } catch (RecordingException e) {
      throw new IOException(e.getMessage(), e);
    }
    return recordings.size() == 1
        ? Analysis.summarize(recordings.getFirst())
        : Analysis.compare(recordings.getFirst(), recordings.getLast());
  }

  private static void writeHtml(Report report, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      HtmlRenderer.render(report, out);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e, e);
    }
  }
}
