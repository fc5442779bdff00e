package dev.muxscope.app;

import dev.muxscope.analytics.AdviceReports;
import dev.muxscope.analytics.Analysis;
import dev.muxscope.analytics.RecordingSummary;
import dev.muxscope.analytics.ViewReports;
import dev.muxscope.report.Report;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/// `muxscope analyze`: says what a recording shows, or how two differ.
final class AnalyzeCommand implements Subcommand {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "analyze",
        "A.jfr|DIR [B.jfr|DIR]",
        "Says what a Flight Recorder recording (a file, or all in a directory) shows, or how two differ",
        List.of(
            Option.flag("merge", "reads all files and directories given as one recording"),
            Option.of("view", "NAME,NAME", "", "shows only these views; all: every one"),
            Option.flag("list-views", "lists the views and the events they need"),
            Option.flag(
                "advise", "says whether virtual threads or multiplexing would suit it, and why"),
            Option.flag("advisor-error", "says how well the advisor foretells CPU time"),
            Option.of(
                "attach", "PID", "", "records in a running JVM instead, and shows what it records"),
            Option.of("duration", "TIME", "", "for how long, as 30s; until Ctrl-C if not given"),
            Option.flag("json", "prints JSON instead of text"),
            Option.flag("csv", "prints tables as CSV, an empty line between two"),
            Option.of("html", "FILE", "", "writes the report there as one HTML file"),
            FlameOption.FILE,
            FlameOption.KIND,
            SqlAction.SQL,
            SqlAction.SQL_FILE,
            SqlAction.SHELL));
  }

  @Override
  public int run(Arguments arguments, Console console)
      throws UsageException, IOException, InterruptedException {
    arguments.expectAtMostOne(
        "view", "list-views", "advise", "advisor-error", "flame", "sql", "sql-file", "shell");
    arguments.expectAtMostOne("flame", "html");
    ReportOutput output = ReportOutput.of(arguments);
    if (arguments.has("list-views")) {
      arguments.expectOperands(0, 0);
      output.print(ViewReports.list(), List.of(), console);
      return Main.FINE;
    }
    if (arguments.has("advisor-error")) {
      arguments.expectOperands(0, 0);
      output.print(AdviceReports.error(), List.of(), console);
      return Main.FINE;
    }
    if (SqlAction.isWanted(arguments)) {
      return SqlAction.run(arguments, output, console);
    }
    // What does not work on summaries goes here, by a line as the two above.
    Function<List<RecordingSummary>, Report> maker = maker(arguments);
    if (arguments.has("attach")) {
      return LiveAnalysis.run(arguments, maker, output, console);
    }
    if (arguments.has("duration")) {
      throw new UsageException("--duration goes with --attach");
    }
    AnalyzedRecordings recordings = AnalyzedRecordings.read(arguments);
    output.print(maker.apply(recordings.list()), recordings.problems(), console);
    return recordings.exitCode();
  }

  /// What is made of the recordings once they are read, one or two.
  private static Function<List<RecordingSummary>, Report> maker(Arguments arguments)
      throws UsageException {
    if (FlameOption.isGiven(arguments)) {
      return FlameOption.maker(arguments);
    }
    if (arguments.has("view")) {
      return ViewOption.maker(arguments);
    }
    if (arguments.has("advise")) {
      expectOneRecording(arguments);
      return recordings -> AdviceReports.advise(recordings.getFirst());
    }
    // Other reports on summaries go here, by a line as the two above.
    return recordings ->
        recordings.size() == 1
            ? Analysis.summarize(recordings.getFirst())
            : Analysis.compare(recordings.getFirst(), recordings.getLast());
  }

  private static void expectOneRecording(Arguments arguments) throws UsageException {
    if (arguments.operands().size() > 1 && !arguments.has("merge")) {
      throw new UsageException(
          "--advise is about one recording, but got "
              + String.join(" ", arguments.operands())
              + ": --merge reads them as one");
    }
  }
}
