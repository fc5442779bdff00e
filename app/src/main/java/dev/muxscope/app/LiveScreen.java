package dev.muxscope.app;

import dev.muxscope.analytics.RecordingSummary;
import dev.muxscope.report.Report;
import dev.muxscope.report.Table.Format;
import dev.muxscope.report.TextRenderer;
import dev.muxscope.report.Values;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;

/// What is shown while a running JVM records: on a terminal the report's first lines, in place;
/// elsewhere a line a second; nothing where JSON or CSV is printed.
///
/// Owned by the thread that reads the events; [#clear()] is called when that has ended.
final class LiveScreen {

  private static final String HOME = "\u001b[H";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private enum Way {
    IN_PLACE,
    LINES,
    NOTHING
  }

  private final Way way;
  private final Function<List<RecordingSummary>, Report> maker;
  private final PrintStream out;
  private final int rows;
  private final int columns;
  private long eventsBefore;

  private LiveScreen(
      Way way,
      Function<List<RecordingSummary>, Report> maker,
      PrintStream out,
      int rows,
      int columns) {
    this.way = way;
    this.maker = maker;
    this.out = out;
    this.rows = rows;
    this.columns = columns;
  }

  static LiveScreen of(
      ReportOutput output, Function<List<RecordingSummary>, Report> maker, PrintStream out) {
    if (output.form() != ReportOutput.Form.TEXT) {
      return new LiveScreen(Way.NOTHING, maker, out, 0, 0);
    }
    if (!Console.isTerminal()) {
      return new LiveScreen(Way.LINES, maker, out, 0, 0);
    }
    TerminalSize size = TerminalSize.now();
    return inPlace(maker, out, size.rows(), size.columns());
  }

  static LiveScreen inPlace(
      Function<List<RecordingSummary>, Report> maker, PrintStream out, int rows, int columns) {
    return new LiveScreen(Way.IN_PLACE, maker, out, rows, columns);
  }

  static LiveScreen lines(Function<List<RecordingSummary>, Report> maker, PrintStream out) {
    return new LiveScreen(Way.LINES, maker, out, 0, 0);
  }

  /// Shows the recording so far.
  void show(RecordingSummary recording) {
    switch (way) {
      case IN_PLACE -> draw(maker.apply(List.of(recording)));
      case LINES -> out.println(line(recording));
      case NOTHING -> {}
    }
  }

  /// Makes room for the report.
  void clear() {
    if (way == Way.IN_PLACE) {
      out.print(HOME + CLEAR_BELOW);
    }
  }

  private void draw(Report report) {
    StringBuilder text = new StringBuilder();
    try {
      TextRenderer.render(report, text, columns);
    } catch (IOException e) {
      throw new IllegalStateException("a string builder takes everything", e);
    }
    List<String> lines = text.toString().lines().toList();
    StringBuilder screen = new StringBuilder(HOME);
    for (String line : lines.subList(0, Math.min(lines.size(), rows - 1))) {
      screen.append(cut(line)).append(CLEAR_LINE).append('\n');
    }
    out.print(screen.append(CLEAR_BELOW));
    out.flush();
  }

  private String cut(String line) {
    return line.codePointCount(0, line.length()) <= columns
        ? line
        : line.substring(0, line.offsetByCodePoints(0, columns));
  }

  private String line(RecordingSummary recording) {
    long events = recording.events();
    double rate = recording.requestsPerSecond();
    String text =
        "%s: %s events, %s new%s"
            .formatted(
                Values.format(recording.duration()),
                Values.format(events, Format.COUNT),
                Values.format(events - eventsBefore, Format.COUNT),
                Double.isNaN(rate)
                    ? ""
                    : ", " + Values.format(rate, Format.NUMBER) + " requests/s");
    eventsBefore = events;
    return text;
  }
}
